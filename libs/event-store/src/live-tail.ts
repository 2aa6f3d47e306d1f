import type { FollowMessage, FollowOptions, Position, RecordedEvent } from './port.ts';
import { LOG_START } from './port.ts';
import { iterateBatches } from './batches.ts';
import { eventTest } from './log-filter.ts';

/** How many of the newest events are kept as objects for followers; whoever falls further behind reads the log again. */
export const LIVE_TAIL_EVENTS = 1_024;
/** The most events a follower takes from the live tail at once. */
export const FOLLOW_BATCH_EVENTS = 256;

/**
 * Reads on in the log for a follower that has fallen behind the live tail: the wanted events behind `after`, oldest
 * first, and how far it looked, which is beyond `after` and not beyond `upTo`.
 */
export type CatchUpRead = (
  after: Position,
  upTo: Position,
) => Promise<{ readonly events: readonly RecordedEvent[]; readonly scannedTo: Position }>;

type EventMessage = Extract<FollowMessage, { kind: 'event' }>;

/**
 * The newest events of a log numbered without gaps, shared by all of its followers. The store publishes what it has
 * committed, in order; a follower takes from here what it has not seen, and from the log what is no longer here. Nobody
 * polls, a slow follower holds nothing but its own position, and one event is one object however many follow.
 */
export class LiveTail {
  readonly #ring: EventMessage[] = [];
  readonly #capacity: number;
  /** Everything up to here was in the log before the tail began. */
  readonly #start: Position;
  #head: Position;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  /** `head`: the newest position of the log at the start. `capacity`: see {@link LIVE_TAIL_EVENTS}. */
  constructor(head: Position, capacity: number = LIVE_TAIL_EVENTS) {
    this.#start = head;
    this.#head = head;
    this.#capacity = capacity;
  }

  /** The newest position that was published. */
  get head(): Position {
    return this.#head;
  }

  /** Takes in what was committed, which must follow the head, and wakes every follower. */
  publish(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.position !== this.#head + 1) {
        throw new Error(`live tail: event at position ${event.position} does not follow ${this.#head}`);
      }
      this.#ring[event.position % this.#capacity] = { kind: 'event', event };
      this.#head = event.position;
    }
    this.#wakeAll();
  }

  /** Ends every follower; safe to call twice. */
  close(): void {
    this.#closed = true;
    this.#wakeAll();
  }

  /** See `EventStore.follow`. */
  follow(options: FollowOptions, catchUp: CatchUpRead): AsyncIterableIterator<FollowMessage, undefined> {
    const follower = new Follower(options);
    return iterateBatches({
      next: () => this.#messagesFor(follower, catchUp),
      end: () => follower.end(),
      ended: () => follower.ended || this.#closed,
    });
  }

  async #messagesFor(follower: Follower, catchUp: CatchUpRead): Promise<readonly FollowMessage[] | undefined> {
    while (!follower.ended && !this.#closed) {
      if (follower.position >= this.#head && follower.markedAt === follower.position) {
        await follower.sleepIn(this.#waiting);
        continue;
      }
      const messages = await this.#advance(follower, catchUp);
      if (follower.position >= this.#head) {
        follower.markedAt = follower.position;
        messages.push({ kind: 'caught-up', position: follower.position });
      }
      if (messages.length > 0) return messages;
    }
    follower.end();
    return undefined;
  }

  async #advance(follower: Follower, catchUp: CatchUpRead): Promise<FollowMessage[]> {
    if (follower.position >= this.#head) return [];
    if (follower.position < Math.max(this.#start, this.#head - this.#capacity)) {
      return this.#readBack(follower, catchUp);
    }
    const upTo = Math.min(this.#head, follower.position + FOLLOW_BATCH_EVENTS);
    const messages: FollowMessage[] = [];
    for (let position = follower.position + 1; position <= upTo; position += 1) {
      const message = this.#ring[position % this.#capacity];
      if (message && follower.wants(message.event)) messages.push(message);
    }
    follower.position = upTo;
    return messages;
  }

  async #readBack(follower: Follower, catchUp: CatchUpRead): Promise<FollowMessage[]> {
    try {
      const { events, scannedTo } = await catchUp(follower.position, this.#head);
      follower.position = scannedTo;
      return events.map((event) => ({ kind: 'event', event }));
    } catch (error) {
      // A store that closes in the middle of the catch-up ends its followers; it does not fail them.
      if (this.#closed) return [];
      throw error;
    }
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

class Follower {
  position: Position;
  /** The position of its last caught-up mark. */
  markedAt: Position | undefined;
  ended = false;
  readonly wants: (event: RecordedEvent) => boolean;
  readonly #signal: AbortSignal | undefined;
  #wake: (() => void) | undefined;
  readonly #onAbort = (): void => this.end();

  constructor({ after = LOG_START, filter, signal }: FollowOptions) {
    this.position = after;
    this.wants = eventTest(filter) ?? (() => true);
    this.#signal = signal;
    if (signal?.aborted) this.ended = true;
    else signal?.addEventListener('abort', this.#onAbort);
  }

  /** Ends the iteration, also out of its sleep; safe to call twice. */
  end(): void {
    this.ended = true;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#wake?.();
  }

  async sleepIn(waiting: Set<() => void>): Promise<void> {
    await new Promise<void>((wake) => {
      this.#wake = wake;
      waiting.add(wake);
    });
    if (this.#wake) waiting.delete(this.#wake);
    this.#wake = undefined;
  }
}
