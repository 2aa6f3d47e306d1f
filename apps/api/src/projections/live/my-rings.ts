import type { Person, RingOutcome } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import type { RingChange } from '../apply-batch.ts';
import type { FindTeamRoom } from '../directory/team-rooms.ts';
import type { Meets } from '../meets/queries.ts';
import type { MeetRow } from '../meets/row.ts';
import type { RingNoticeView } from '../views.ts';
import { wishOf } from '../ring-wish.ts';
import { deadlineToTell, meetView } from '../visible/meets.ts';
import { personScope } from '../scoped-key.ts';
import type { LiveHub } from './live-hub.ts';

/** How many notices wait for a slow reader; beyond that they are replaced by what rings now. */
export const MAX_PENDING_RING_NOTICES = 64;

export interface RingSubscription {
  readonly hub: LiveHub;
  readonly meets: Meets;
  readonly findRoom: FindTeamRoom;
  readonly viewer: Viewer;
  readonly deviceId: string | null;
  readonly signal: AbortSignal;
}

/** What rings this person now, then every ring that begins or stops, in order. Nobody rings integrators and analysts. */
export async function* myRings(subscription: RingSubscription): AsyncGenerator<RingNoticeView, void> {
  const { hub, viewer, signal } = subscription;
  if (viewer.role !== 'manager' && viewer.role !== 'customer') return;
  const person: Person = { role: viewer.role, id: viewer.id };
  const bell = hub.bell(signal);
  const pending = new PendingNotices(subscription, person);
  const stopListening = hub.rings.listen(personScope(viewer.channelId, person), (change) => {
    pending.add(change);
    bell.ring();
  });
  try {
    pending.catchUp();
    do {
      for (let notice = pending.take(); notice; notice = pending.take()) {
        if (signal.aborted) return;
        yield notice;
      }
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    stopListening();
    hub.release(bell);
  }
}

class PendingNotices {
  readonly #subscription: RingSubscription;
  readonly #person: Person;
  #queue: RingNoticeView[] = [];
  /** Meets whose ring this reader believes to be sounding. */
  readonly #sounding = new Set<string>();
  #overflown = false;

  constructor(subscription: RingSubscription, person: Person) {
    this.#subscription = subscription;
    this.#person = person;
  }

  add(change: RingChange): void {
    if (this.#overflown) return;
    if (this.#queue.length >= MAX_PENDING_RING_NOTICES) {
      this.#queue = [];
      this.#overflown = true;
      return;
    }
    this.#push(change);
  }

  take(): RingNoticeView | undefined {
    if (this.#overflown) {
      this.#overflown = false;
      this.catchUp();
    }
    const notice = this.#queue.shift();
    if (notice?.ringing) this.#sounding.add(notice.meet.id);
    else if (notice) this.#sounding.delete(notice.meet.id);
    return notice;
  }

  /** Queues the difference between what the reader believes and what the rows say. */
  catchUp(): void {
    const { meets, viewer } = this.#subscription;
    const ringing = meets.ringing(viewer.channelId, this.#person);
    const nowIds = new Set(ringing.map((row) => row.meet.id));
    for (const id of this.#sounding) if (!nowIds.has(id)) this.#pushLastRing(meets.byId(viewer.channelId, id));
    for (const row of ringing) if (!this.#sounding.has(row.meet.id)) this.#pushLastRing(row);
  }

  #pushLastRing(row: MeetRow | null): void {
    const ring = row?.meet.rings.findLast(
      ({ callee }) => callee.role === this.#person.role && callee.id === this.#person.id,
    );
    if (row && ring) this.#push({ row, ring });
  }

  #push({ ring, row }: RingChange): void {
    const { viewer, deviceId, findRoom } = this.#subscription;
    const meet = meetView(viewer, row, findRoom);
    if (!meet) return;
    const answeredOn = ring.colleague === null ? row.meet.acceptedOnDevice : ring.colleague.answeredOnDevice;
    const outcome = outcomeFor(viewer, deviceId, ring.outcome, answeredOn);
    const deadline = deadlineToTell(viewer, ring, row);
    this.#queue.push({ meet, ringing: ring.outcome === 'RINGING', outcome, deadline, ...wishOf(ring) });
  }
}

/**
 * R11: who accepted on a known device hears ACCEPTED there and ANSWERED_ELSEWHERE on every other, unnamed ones included.
 * Where the device is not known, every one hears ANSWERED_ELSEWHERE, so that none goes on ringing or opens the meet; the one
 * that accepted knows it from its command's answer. For managers and customers alike.
 * R14: a ring that stops unanswered reads CANCELED for a customer, whatever the reason, for why it did is the missed
 * meet's reason in other words.
 */
function outcomeFor(
  viewer: Viewer,
  deviceId: string | null,
  outcome: RingOutcome,
  acceptedOnDevice: string | null,
): RingOutcome {
  switch (outcome) {
    case 'RINGING':
    case 'ANSWERED_ELSEWHERE':
      return outcome;
    case 'ACCEPTED':
      return acceptedOnDevice !== null && acceptedOnDevice === deviceId ? 'ACCEPTED' : 'ANSWERED_ELSEWHERE';
    case 'DECLINED':
    case 'TIMED_OUT':
    case 'CANCELED':
    case 'SKIPPED':
      return viewer.role === 'customer' ? 'CANCELED' : outcome;
  }
}
