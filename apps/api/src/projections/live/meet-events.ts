import type { Position } from '@meets/event-store';
import { meetStream, meetStreamPrefix, parseStream, TEAM_MEET_ID_PREFIX } from '@meets/meet-domain';
import type { Clock } from '../../clock.ts';
import type { Viewer } from '../../viewer.ts';
import { eventMatcher } from '../event-filter.ts';
import { ownEvents, staffView } from '../event-pages.ts';
import { encodePosition, startToken } from '../positions.ts';
import {
  type EventFilter,
  type MeetEventMessageView,
  type MeetEventView,
  type PositionToken,
  UnknownPosition,
} from '../read-model.ts';
import type { Rows } from '../rows.ts';
import { scopedKey } from '../scoped-key.ts';
import { reachedPlace } from '../viewer-positions.ts';
import { knowsOfMeet, reachOf } from '../visible.ts';
import { HEARTBEAT, withHeartbeats } from './heartbeats.ts';
import type { LiveHub } from './live-hub.ts';

/** How many of a customer's events are read at once. */
export const TIMELINE_READ_EVENTS = 100;

export interface EventSubscription {
  readonly rows: Rows;
  readonly hub: LiveHub;
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly viewer: Viewer;
  readonly filter: EventFilter;
  readonly after: PositionToken | null;
  readonly signal: AbortSignal;
}

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

/** What the viewer may see, and how far it has been looked. `wanted` is null where their filter leaves an event out. */
type Seen =
  | { readonly kind: 'event'; readonly wanted: MeetEventView | null; readonly place: Position }
  /** `placeNow`: how far it has been looked that the rows have too; that may grow while nothing happens. */
  | { readonly kind: 'caught-up'; readonly placeNow: () => Position };

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

/** The channel's events from the log itself, each once the rows have it too, so that what it leads to can be read. */
async function* channelEvents(
  { rows, viewer, filter }: EventSubscription,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<Seen, void> {
  const { store, applied } = rows;
  const { channelId } = viewer;
  const matches = eventMatcher(filter);
  const prefix = filter.meetId === undefined ? meetStreamPrefix(channelId) : meetStream(channelId, filter.meetId);
  for await (const message of store.follow({ after, filter: { streamPrefixes: [prefix] }, signal })) {
    if (message.kind === 'caught-up') {
      // What other streams brought may be ahead of the rows; a mark must not be.
      yield { kind: 'caught-up', placeNow: () => Math.min(message.position, applied.position) };
      continue;
    }
    const { event } = message;
    await applied.reached(event.position);
    if (signal.aborted) return;
    const meetId = parseStream(event.stream)?.rest ?? '';
    // What is hidden from this viewer (R20) is passed over as other channels' events are: not even a mark tells of it.
    if (!knowsOfEvent(rows, viewer, meetId)) continue;
    const view = staffView(rows, viewer, event, meetId);
    yield { kind: 'event', wanted: matches(view) ? view : null, place: event.position };
  }
}

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
        const own = timeline.after(channelId, id, {}, place, TIMELINE_READ_EVENTS);
        const views = await ownEvents(rows, viewer, own);
        for (const [index, view] of views.entries()) {
          if (signal.aborted) return;
          place = own[index]?.seq ?? place;
          yield { kind: 'event', wanted: matches(view) ? view : null, place };
        }
        if (own.length < TIMELINE_READ_EVENTS) break;
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

function knowsOfEvent({ directory, meets }: Rows, viewer: Viewer, meetId: string): boolean {
  // Nothing but team meets is hidden from anybody who reads the channel's log, and most events are none of theirs.
  if (viewer.role !== 'manager' || !meetId.startsWith(TEAM_MEET_ID_PREFIX)) return true;
  const row = meets.byId(viewer.channelId, meetId);
  return row !== null && knowsOfMeet(viewer, row, directory.teamRoom);
}
