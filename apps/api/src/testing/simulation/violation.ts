/** The invariants of the product that a simulation checks, as they are numbered in its rules, and what a store promises besides. */
export type Invariant =
  | '1 one live meet a place'
  | '2 missed or answered'
  | '3 customers cannot tell'
  | '4 rings end in time'
  | '5 folds agree'
  | '6 one winner'
  | '7 events are complete'
  | 'acknowledged is stored once'
  | 'positions have no gaps'
  | 'hashes chain'
  | 'links open to whom they may'
  | 'revoked tokens are refused'
  | 'what is said stays among them'
  | 'a number is one channel’s'
  | 'one ring a manager'
  | 'everything owed is done'
  | 'nothing breaks';

/** Something that is always true was not. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly invariant: Invariant;

  constructor(invariant: Invariant, what: string) {
    super(what);
    this.invariant = invariant;
  }
}

/** Throws where it does not hold. The text is only made then. */
export function hold(condition: boolean, invariant: Invariant, what: () => string): asserts condition {
  if (!condition) throw new Violation(invariant, what());
}
