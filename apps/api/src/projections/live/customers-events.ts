import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@meets/event-store';
import { eventMatcher } from '../event-filter.ts';
import { ownEvents } from '../event-pages.ts';
import { scopedKey } from '../scoped-key.ts';
import { EVENTS_READ_AT_ONCE, type Passing, type Sequence } from './event-subscription.ts';

/** The customer's own sequence. It is woken by its own growth only, so nothing hidden shows in when anything comes. */
export async function* customersEvents(
  { rows, hub, viewer, filter }: Sequence,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<Passing, void> {
  const { timeline } = rows;
  const { channelId, id } = viewer;
  const wants = eventMatcher(filter);
  const bell = hub.bell(signal);
  const stopListening = hub.customers.listen(scopedKey(channelId, id), () => bell.ring());
  let place = after;
  try {
    do {
      let isFull: boolean;
      do {
        const own = timeline.after(channelId, id, {}, place, EVENTS_READ_AT_ONCE);
        const views = await ownEvents(rows, viewer, own);
        for (const [index, view] of views.entries()) {
          if (bell.isOver) break;
          place = own[index]?.seq ?? place;
          yield { kind: 'event', place, seenBy: () => (wants(view) ? view : 'unwanted') };
        }
        isFull = own.length === EVENTS_READ_AT_ONCE;
        if (isFull) await nextTurn();
      } while (isFull && !bell.isOver);
      if (bell.isOver) break;
      const seen = place;
      yield { kind: 'caught-up', placeNow: () => seen };
    } while (await bell.heard());
  } catch (error) {
    // The rows, and then the log, may close under a reader in the middle of them, who is over by then.
    if (!bell.isOver) throw error;
  } finally {
    stopListening();
    hub.release(bell);
  }
  hub.throwIfFailed();
}
