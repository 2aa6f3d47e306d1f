/** Something the person at the prompt can put right; the message says how. */
export class LogProblem extends Error {
  override readonly name = 'LogProblem';
}
