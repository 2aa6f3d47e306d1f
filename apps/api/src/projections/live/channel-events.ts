import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, RecordedEvent } from '@meets/event-store';
import { parseStream, TEAM_MEET_ID_PREFIX } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import { eventMatcher } from '../event-filter.ts';
import { EventScan } from '../event-index/scan.ts';
import { staffEvents, staffView } from '../event-pages.ts';
import { decodePosition } from '../positions.ts';
import type { MeetEventView } from '../read-model.ts';
import type { Rows } from '../rows.ts';
import { knownEvents, knowsOfMeet } from '../visible.ts';
import { ChannelFeed } from './channel-feed.ts';
import { EVENTS_READ_AT_ONCE, type EventSubscription, type Seen, type SeenEvent } from './event-subscription.ts';

/** The channel's events: from the rows what is there already, of this channel alone, then those that come. */
export async function* channelEvents(
  { rows, hub, viewer, filter }: EventSubscription,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<Seen, void> {
  const { applied } = rows;
  const matches = eventMatcher(filter);
  const bell = hub.bell(signal);
  const feed = new ChannelFeed(hub, viewer.channelId, bell);
  let place = after;
  try {
    await levelWithLog(rows);
    do {
      while (feed.isBehind && !signal.aborted) {
        place = yield* missedEvents({ rows, viewer, filter, signal, feed }, place);
      }
      for (let event = feed.next(); event; event = feed.next()) {
        place = event.position;
        const seen = seenLive(rows, viewer, event, matches);
        if (seen) yield seen;
      }
      if (feed.isBehind) {
        bell.ring();
        continue;
      }
      const seen = place;
      const quiet = feed.quietSince();
      // What other streams brought moves the mark on, but not past an event that has come and was not given yet.
      yield { kind: 'caught-up', placeNow: () => (quiet() ? Math.max(seen, applied.position) : seen) };
    } while (await bell.heard());
    hub.throwIfFailed();
  } finally {
    feed.close();
    hub.release(bell);
  }
}

/** The first mark stands behind everything that is in the log when the subscription begins, for whoever has just written there. */
async function levelWithLog({ store, applied }: Rows): Promise<void> {
  // A log that cannot tell its head just now is still read as far as the rows go.
  const head = await store.head().catch(() => applied.position);
  await applied.reached(head);
}

/** What the rows have behind a place and the filter wants; answers with the place from which on the feed has it. */
async function* missedEvents(
  { rows, viewer, filter, signal, feed }: Missed,
  after: Position,
): AsyncGenerator<SeenEvent, Position> {
  const scan = new EventScan(rows.eventIndex, viewer.channelId, { filter, known: knownEvents(viewer) }, after);
  for (;;) {
    const { found, atEnd } = scan.next(EVENTS_READ_AT_ONCE);
    const upTo = rows.applied.position;
    if (atEnd) feed.caughtUp();
    for (const view of await staffEvents(rows, viewer, found)) {
      yield { kind: 'event', wanted: view, place: decodePosition(viewer, view.position) };
    }
    if (atEnd || signal.aborted) return upTo;
    await nextTurn();
  }
}

interface Missed extends Pick<EventSubscription, 'rows' | 'viewer' | 'filter' | 'signal'> {
  readonly feed: ChannelFeed;
}

/** An event that has come; null where it is hidden from this viewer (R20), who is not told by as much as a mark. */
function seenLive(
  rows: Rows,
  viewer: Viewer,
  event: RecordedEvent,
  matches: (event: MeetEventView) => boolean,
): SeenEvent | null {
  const meetId = parseStream(event.stream)?.rest ?? '';
  if (!knowsOfEvent(rows, viewer, meetId)) return null;
  const view = staffView(rows, viewer, event, meetId);
  return { kind: 'event', wanted: matches(view) ? view : null, place: event.position };
}

function knowsOfEvent({ directory, meets }: Rows, viewer: Viewer, meetId: string): boolean {
  // Nothing but team meets is hidden from anybody who reads the channel's log, and most events are none of theirs.
  if (viewer.role !== 'manager' || !meetId.startsWith(TEAM_MEET_ID_PREFIX)) return true;
  const row = meets.byId(viewer.channelId, meetId);
  return row !== null && knowsOfMeet(viewer, row, directory.teamRoom);
}
