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
      for (;;) {
        const own = timeline.after(channelId, id, {}, place, EVENTS_READ_AT_ONCE);
        const views = await ownEvents(rows, viewer, own);
        for (const [index, view] of views.entries()) {
          if (signal.aborted) return;
          place = own[index]?.seq ?? place;
          yield { kind: 'event', place, seenBy: () => (wants(view) ? view : 'unwanted') };
        }
        if (own.length < EVENTS_READ_AT_ONCE) break;
        await nextTurn();
      }
      const seen = place;
      yield { kind: 'caught-up', placeNow: () => seen };
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    stopListening();
    hub.release(bell);
  }
}
