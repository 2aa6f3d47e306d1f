/**
 * How many messages may be made in one turn of the event loop for all who catch up together. Each costs some 50 to 100 µs, so everybody
 * else waits a few milliseconds at most for them, however many have come back at once.
 */
export const CATCH_UP_MESSAGES_A_TURN = 50;

/** Lets those who catch up take turns, in the order in which they ask, and everybody else in between. */
export class CatchUpTurns {
  #left = CATCH_UP_MESSAGES_A_TURN;
  #armed = false;
  readonly #waiting: (() => void)[] = [];

  /** Resolves when one message more may be made: at once while few are. */
  take(): Promise<void> {
    this.#arm();
    if (this.#left > 0) {
      this.#left -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    setImmediate(() => {
      this.#armed = false;
      const next = this.#waiting.splice(0, CATCH_UP_MESSAGES_A_TURN);
      this.#left = CATCH_UP_MESSAGES_A_TURN - next.length;
      if (next.length > 0) this.#arm();
      for (const resolve of next) resolve();
    });
  }
}
