import { MESSAGE_ANSWERS, type WireAnswer, type WireRun } from './writer-protocol.ts';

/** The answers as messages, in their order: runs where they can be, of {@link MESSAGE_ANSWERS} at the most. */
export function* messagesOf(answers: readonly WireAnswer[]): Generator<readonly WireAnswer[] | WireRun> {
  for (let at = 0; at < answers.length;) {
    const length = runLength(answers, at);
    const end = length > 0 ? at + length : at + 1;
    const message = answers.slice(at, end);
    yield length > 1 ? runOf(message) : message;
    at = end;
  }
}

/** How many answers from there on make a run; 0 where that one cannot be in any. */
function runLength(answers: readonly WireAnswer[], from: number): number {
  const first = answers[from];
  if (!first || !storedOne(first)) return 0;
  const end = Math.min(answers.length, from + MESSAGE_ANSWERS);
  let at = from + 1;
  for (; at < end; at += 1) {
    const next = answers[at];
    // Positions follow by themselves: only what is stored takes one, and a run holds nothing else.
    if (!next || !storedOne(next) || next[0] !== first[0] + (at - from)) break;
  }
  return at - from;
}

type Stored = Extract<WireAnswer, readonly [number, 'appended', ...unknown[]]>;

const storedOne = (answer: WireAnswer): answer is Stored => answer[1] === 'appended' && answer[4].length === 1;

function runOf(answers: readonly WireAnswer[]): WireRun {
  const stored = answers.filter(storedOne);
  return {
    firstRequest: stored[0]?.[0] ?? 0,
    firstPosition: stored[0]?.[3] ?? 0,
    versions: stored.map(([, , version]) => version),
    hashes: stored.map(([, , , , [hash]]) => hash).join(''),
  };
}
