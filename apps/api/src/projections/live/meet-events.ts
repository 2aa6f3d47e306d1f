import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '@meets/event-store';
import { eventMatcher } from '../event-filter.ts';
import { ownEvents } from '../event-pages.ts';
import { encodePosition, startToken } from '../positions.ts';
import { type MeetEventMessageView, UnknownPosition } from '../read-model.ts';
import { scopedKey } from '../scoped-key.ts';
import { reachedPlace } from '../viewer-positions.ts';
import { reachOf } from '../visible.ts';
import { channelEvents } from './channel-events.ts';
import { EVENTS_READ_AT_ONCE, type EventSubscription, type Seen } from './event-subscription.ts';
import { HEARTBEAT, withHeartbeats } from './heartbeats.ts';

/**
 * Events behind a position, with no gap and no duplicate, then live. `caught-up` comes once after the catch-up, again
 * after each burst of what this viewer may see, and as a heartbeat; its position is where to resume. A position that was
 * never given is answered with `resync-required`, naming the start, and that is all. Nothing is queued: a slow reader
 * reads the log on from where it stands.
 */
export async function* meetEvents(subscription: EventSubscription): AsyncGenerator<MeetEventMessageView, void> {
  const { rows, viewer, after, signal } = subscription;
  let start: Position;
  try {
    start = after === null ? 0 : await reachedPlace(rows, viewer, after);
  } catch (error) {
    if (!(error instanceof UnknownPosition)) throw error;
    yield { message: 'resync-required', reason: 'unknown-position', position: startToken(viewer) };
    return;
  }
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    yield* withMarks(subscription, start, sourceFor(subscription, start, stop.signal));
  } finally {
    signal.removeEventListener('abort', abort);
    abort();
  }
}

/** Turns what was seen into messages, and adds the marks: only as many as the viewer's own events and the clock account for. */
async function* withMarks(
  { viewer, clock, heartbeatMs, signal }: EventSubscription,
  start: Position,
  source: AsyncIterable<Seen>,
): AsyncGenerator<MeetEventMessageView, void> {
  let place = start;
  let level: (() => Position) | null = null;
  let owesMark = true;
  for await (const seen of withHeartbeats(source, clock, heartbeatMs)) {
    if (signal.aborted) return;
    if (seen === HEARTBEAT) {
      if (level) yield mark(level);
    } else if (seen.kind === 'event') {
      place = seen.place;
      level = null;
      owesMark = true;
      if (seen.wanted) yield { message: 'event', event: seen.wanted };
    } else {
      level = seen.placeNow;
      if (owesMark) yield mark(level);
      owesMark = false;
    }
  }

  function mark(placeNow: () => Position): MeetEventMessageView {
    place = Math.max(place, placeNow());
    return { message: 'caught-up', position: encodePosition(viewer, place) };
  }
}

function sourceFor(subscription: EventSubscription, start: Position, signal: AbortSignal): AsyncIterable<Seen> {
  switch (reachOf(subscription.viewer)) {
    case 'channel':
      return channelEvents(subscription, start, signal);
    case 'own':
      return customersEvents(subscription, start, signal);
    case 'nothing':
      return NOTHING;
  }
}

const NOTHING: AsyncIterable<Seen> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};

/** The customer's own sequence. It is woken by its own growth only, so nothing hidden shows in when anything comes. */
async function* customersEvents(
  { rows, hub, viewer, filter }: EventSubscription,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<Seen, void> {
  const { timeline } = rows;
  const { channelId, id } = viewer;
  const matches = eventMatcher(filter);
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
          yield { kind: 'event', wanted: matches(view) ? view : null, place };
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
