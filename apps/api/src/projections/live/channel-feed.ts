import type { RecordedEvent } from '@meets/event-store';
import type { Bell } from './bell.ts';
import type { LiveHub } from './live-hub.ts';

/** How many of a channel's new events are kept for one reader; who falls further behind reads the rows again. */
export const LIVE_EVENTS_KEPT = 256;

/**
 * A channel's new events for one reader, once the reader has caught up by the rows. A reader that is behind, from the start
 * or because more came than is kept, is given none: it reads the rows on from where it stands, and then says so.
 */
export class ChannelFeed {
  readonly #bell: Bell;
  readonly #stopListening: () => void;
  #events: RecordedEvent[] = [];
  #behind = true;
  /** How many were heard, for whoever wants to know whether there were any since. */
  #heard = 0;

  constructor(hub: LiveHub, channelId: string, bell: Bell) {
    this.#bell = bell;
    this.#stopListening = hub.channels.listen(channelId, (events) => this.#take(events));
  }

  get isBehind(): boolean {
    return this.#behind;
  }

  /** To be said in the same turn in which the rows were read to their end: whatever comes after that is kept. */
  caughtUp(): void {
    this.#behind = false;
  }

  next(): RecordedEvent | undefined {
    return this.#events.shift();
  }

  /** Answers whether nothing has come since the call of this. */
  quietSince(): () => boolean {
    const heard = this.#heard;
    return () => this.#heard === heard;
  }

  close(): void {
    this.#stopListening();
    this.#events = [];
  }

  #take(events: readonly RecordedEvent[]): void {
    this.#heard += events.length;
    if (this.#events.length + events.length > LIVE_EVENTS_KEPT) {
      this.#behind = true;
      this.#events = [];
    } else if (!this.#behind) this.#events.push(...events);
    this.#bell.ring();
  }
}
