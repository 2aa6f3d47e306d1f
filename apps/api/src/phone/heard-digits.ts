import type { Clock } from '../time/clock.ts';

/** After how long without another one the digits that somebody pressed are told of, in ms. */
export const DIGITS_PAUSE_MS = 2_000;

/**
 * Counts the digits that a telephone's owner presses, and forgets which they are. They are told of together, after a pause: however many
 * they are, there are few facts.
 */
export class HeardDigits {
  readonly #clock: Clock;
  readonly #tell: (count: number) => void;
  #count = 0;
  #cancel = (): void => undefined;

  /** `tell` is called at once, with a count from 1; it must not throw or wait. */
  constructor(clock: Clock, tell: (count: number) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  hear(): void {
    this.#count += 1;
    this.#cancel();
    this.#cancel = this.#clock.setTimer(DIGITS_PAUSE_MS, () => {
      const count = this.stop();
      if (count > 0) this.#tell(count);
    });
  }

  /** How many were not told of yet, which are not told any more. */
  stop(): number {
    this.#cancel();
    const count = this.#count;
    this.#count = 0;
    return count;
  }
}
