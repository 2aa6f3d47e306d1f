import type { PositionToken } from '../projections/views.ts';
import type { Viewer } from '../viewer.ts';

/** One thing that a subscription yields, and where a reader stands once it was sent. */
export interface Told<Payload> {
  readonly payload: Payload;
  readonly position: PositionToken;
  /** Everything up to that position has been told: here a reader may change over to another reading. */
  readonly caughtUp: boolean;
}

/** One thing that comes by, before anybody looks at it. */
export type Passing<Payload> =
  /** `seenBy` answers with the payload for one viewer. */
  | {
      readonly passing: 'event';
      readonly position: PositionToken;
      seenBy(viewer: Viewer): Payload | 'hidden' | 'unwanted';
    }
  /** Owed to whoever saw an event since the last one. */
  | { readonly passing: 'caught-up'; positionNow(): PositionToken }
  /** Owed to everybody while they are caught up. */
  | { readonly passing: 'heartbeat' };

/**
 * What a subscription's resolver answers with where many viewers may follow one reading. As an iterable it is one viewer's
 * reading from where they asked; the gateway can tell its parts apart.
 */
export class Shareable<Payload extends object> implements AsyncIterable<Payload> {
  readonly #parts: ShareableParts<Payload>;

  constructor(parts: ShareableParts<Payload>) {
    this.#parts = parts;
  }

  /** One viewer's reading; `after` undefined: from where they asked. */
  alone(after: PositionToken | undefined, signal: AbortSignal): AsyncIterable<Told<Payload>> {
    return this.#parts.alone(after, signal);
  }

  /** The reading that all viewers of the same sequence may follow, each looking for themselves. */
  together(after: PositionToken, signal: AbortSignal): AsyncIterable<Passing<Payload>> {
    return this.#parts.together(after, signal);
  }

  /** What tells a reader that they are caught up. */
  mark(position: PositionToken): Payload {
    return this.#parts.mark(position);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Payload, void> {
    for await (const { payload } of this.alone(undefined, this.#parts.signal)) yield payload;
  }
}

export interface ShareableParts<Payload> {
  readonly signal: AbortSignal;
  alone(after: PositionToken | undefined, signal: AbortSignal): AsyncIterable<Told<Payload>>;
  together(after: PositionToken, signal: AbortSignal): AsyncIterable<Passing<Payload>>;
  mark(position: PositionToken): Payload;
}
