import { LOG_START, type Position } from '@meets/event-store';
import type { Clock } from '../time/clock.ts';
import { PositionTimeout } from './read-model.ts';

/** How far the rows have come, and those who wait for them to come further. */
export class AppliedPosition {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  #position: Position = LOG_START;
  #failure: Error | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Everything up to here is in the rows. */
  get position(): Position {
    return this.#position;
  }

  /** The rows contain everything up to there; never goes back. */
  reach(position: Position): void {
    if (position <= this.#position) return;
    this.#position = position;
    for (const waiting of this.#waiting) if (waiting.for <= position) waiting.settle(null);
  }

  /** The rows will not come any further: who waits, or will wait, is told so. The first failure stands. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting) waiting.settle(this.#failure);
  }

  /** Resolves at once where it is so already; rejects with {@link PositionTimeout} after `waitMs`, and after `fail`. */
  async wait(position: Position, waitMs: number): Promise<void> {
    if (position <= this.#position) return;
    let cancel: (() => void) | null = null;
    try {
      await this.#until(position, (settle) => {
        cancel = this.#clock.setTimer(waitMs, () =>
          // No numbers: a customer may read this, and the log's positions count what they may not see.
          settle(new PositionTimeout(`the position was not applied within ${waitMs} ms; ask again`)),
        );
      });
    } finally {
      (cancel as (() => void) | null)?.();
    }
  }

  /** The same for however long it takes; rejects after `fail`. */
  async reached(position: Position): Promise<void> {
    if (position > this.#position) await this.#until(position, () => undefined);
  }

  async #until(position: Position, begun: (settle: Waiting['settle']) => void): Promise<void> {
    if (this.#failure) throw this.#failure;
    await new Promise<void>((resolve, reject) => {
      const settle = (error: Error | null): void => {
        this.#waiting.delete(waiting);
        if (error) reject(error);
        else resolve();
      };
      const waiting: Waiting = { for: position, settle };
      this.#waiting.add(waiting);
      begun(settle);
    });
  }
}

interface Waiting {
  readonly for: Position;
  readonly settle: (error: Error | null) => void;
}
