import type { Clock } from '../time/clock.ts';

/** What is gathered: everything written between `cork` and `uncork` leaves in one write. */
export interface Corkable {
  cork(): void;
  uncork(): void;
}

/**
 * Makes bursts leave in few writes. A stream that was quiet writes at once; what follows within `windowMs` is kept and
 * leaves in one write at the end of the window. One timer serves all streams, and none runs while all are quiet.
 */
export class Coalescing {
  readonly #clock: Pick<Clock, 'setTimer'>;
  readonly #windowMs: number;
  /** Those that wrote in this window, and whether they keep something back. */
  #warm = new Map<Corkable, boolean>();
  #armed = false;

  /** `windowMs` 0: everything is written at once. */
  constructor(clock: Pick<Clock, 'setTimer'>, windowMs: number) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /** Runs `put`, which writes whole messages to the stream. */
  write(stream: Corkable, put: () => void): void {
    if (this.#windowMs === 0) return put();
    const holding = this.#warm.get(stream);
    if (holding === undefined) {
      this.#arm();
      this.#warm.set(stream, false);
    } else if (!holding) {
      stream.cork();
      this.#warm.set(stream, true);
    }
    put();
  }

  /** Lets go now of what is kept back for a stream. */
  release(stream: Corkable): void {
    if (this.#warm.get(stream) !== true) return;
    this.#warm.set(stream, false);
    stream.uncork();
  }

  #arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    this.#clock.setTimer(this.#windowMs, () => this.#endWindow());
  }

  /** Who had something kept back is in the middle of a burst and stays warm; the others are quiet again. */
  #endWindow(): void {
    this.#armed = false;
    const ended = this.#warm;
    this.#warm = new Map();
    for (const [stream, holding] of ended) {
      if (!holding) continue;
      stream.uncork();
      this.#warm.set(stream, false);
    }
    if (this.#warm.size > 0) this.#arm();
  }
}
