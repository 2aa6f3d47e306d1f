import type { RecordedEvent } from '@meets/event-store';
import type { BatchChanges, RingChange } from '../apply-batch.ts';
import type { Revocation } from '../read-model.ts';
import { personScope } from '../scoped-key.ts';
import { Bell } from './bell.ts';
import { Topics } from './topics.ts';

/** The one key of {@link LiveHub.revocations}. */
export const ALL_CHANNELS = '';

/** Tells subscriptions, after each commit, that something they look at has changed. */
export class LiveHub {
  /** By the meet's stream. */
  readonly meets = new Topics<void>();
  /** By `scopedKey`. */
  readonly customers = new Topics<void>();
  /** New events of a channel's meets, by the channel's id. */
  readonly channels = new Topics<readonly RecordedEvent[]>();
  /** By {@link personScope}. */
  readonly rings = new Topics<RingChange>();
  /** By {@link personScope}: see `BatchChanges.noticed`. */
  readonly notices = new Topics<void>();
  /** Managers whose duty changed, by their channel's id. */
  readonly duties = new Topics<string>();
  /** By `scopedKey`: see `BatchChanges.rooms`. */
  readonly rooms = new Topics<void>();
  /** Whose tokens were revoked; all under one key. */
  readonly revocations = new Topics<Revocation>();
  readonly #bells = new Set<Bell>();
  #failure: Error | null = null;
  #ended = false;

  /** A bell that also ends with the hub. Give it back by `release`. */
  bell(signal: AbortSignal): Bell {
    const bell = new Bell(signal);
    if (this.#ended) bell.end();
    else this.#bells.add(bell);
    return bell;
  }

  release(bell: Bell): void {
    bell.end();
    this.#bells.delete(bell);
  }

  publish(changes: BatchChanges): void {
    for (const stream of changes.meets) this.meets.tell(stream);
    for (const revocation of changes.revoked) this.revocations.tell(ALL_CHANNELS, revocation);
    for (const key of changes.customers) this.customers.tell(key);
    for (const key of changes.noticed) this.notices.tell(key);
    for (const { channelId, managerId } of changes.duties) this.duties.tell(channelId, managerId);
    for (const key of changes.rooms) this.rooms.tell(key);
    for (const [channelId, events] of changes.events) this.channels.tell(channelId, events);
    for (const change of changes.rings) {
      const { channelId } = change.row;
      this.rings.tell(personScope(channelId, change.ring.callee), change);
    }
  }

  /** Ends all subscriptions: quietly, or (with a failure) so that each reader throws it. The first call counts. */
  end(failure: Error | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    for (const bell of this.#bells) bell.end();
    this.#bells.clear();
  }

  /** For readers whose bell is over: throws where the rows, and not the subscriber, are the reason. */
  throwIfFailed(): void {
    if (this.#failure) throw this.#failure;
  }
}
