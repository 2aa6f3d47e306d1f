import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, RecordedEvent } from '@meets/event-store';
import { meetStream, parseStream, TEAM_MEET_ID_PREFIX } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import { readEvents } from '../event-bodies.ts';
import { eventMatcher } from '../event-filter.ts';
import { EventScan } from '../event-index/scan.ts';
import type { EventQuery } from '../event-index/table.ts';
import { staffView } from '../event-pages.ts';
import type { MeetEventView } from '../views.ts';
import type { Rows } from '../rows.ts';
import { knowsOfMeet } from '../visible/known-meets.ts';
import type { Bell } from './bell.ts';
import { ChannelFeed } from './channel-feed.ts';
import { EVENTS_READ_AT_ONCE, type Passing, type PassingEvent, type Sequence } from './event-subscription.ts';

/** The channel's events: from the rows what is there already, of this channel alone, then those that come. */
export async function* channelEvents(
  { rows, hub, viewer: { channelId }, filter, known }: Sequence,
  after: Position,
  signal: AbortSignal,
): AsyncGenerator<Passing, void> {
  const { applied } = rows;
  const wants = eventMatcher(filter);
  const bell = hub.bell(signal);
  const feed = new ChannelFeed(hub, channelId, bell);
  let place = after;
  try {
    await levelWithLog(rows);
    do {
      while (feed.isBehind && !bell.isOver) {
        place = yield* missedEvents({ rows, channelId, query: { filter, known }, wants, bell, feed }, place);
      }
      for (let event = feed.next(); event; event = feed.next()) {
        place = event.position;
        yield passing({ rows, wants, bell }, event);
      }
      if (bell.isOver) break;
      if (feed.isBehind) {
        bell.ring();
        continue;
      }
      const seen = place;
      const quiet = feed.quietSince();
      // What other streams brought moves the mark on, but not past an event that has come and was not given yet.
      yield { kind: 'caught-up', placeNow: () => (quiet() ? Math.max(seen, applied.position) : seen) };
    } while (await bell.heard());
  } catch (error) {
    // The rows, and then the log, may close under a reader in the middle of them, who is over by then.
    if (!bell.isOver) throw error;
  } finally {
    feed.close();
    hub.release(bell);
  }
  hub.throwIfFailed();
}

/** The first mark stands behind everything that is in the log when the subscription begins, for whoever has just written there. */
async function levelWithLog({ store, applied }: Rows): Promise<void> {
  // A log that cannot tell its head just now is still read as far as the rows go.
  const head = await store.head().catch(() => applied.position);
  await applied.reached(head);
}

/** What the rows have behind a place and the filter wants; answers with the place from which on the feed has it. */
async function* missedEvents(
  { channelId, query, feed, ...reading }: Missed,
  after: Position,
): AsyncGenerator<PassingEvent, Position> {
  const { rows, bell } = reading;
  const scan = new EventScan(rows.eventIndex, channelId, query, after);
  for (;;) {
    const { found, atEnd } = scan.next(EVENTS_READ_AT_ONCE);
    const upTo = rows.applied.position;
    if (atEnd) feed.caughtUp();
    const places = found.map(({ meetId, version }) => ({ stream: meetStream(channelId, meetId), version }));
    for (const event of await readEvents(rows.store, places)) yield passing(reading, event);
    if (atEnd || bell.isOver) return upTo;
    await nextTurn();
    if (bell.isOver) return upTo;
  }
}

type Wants = (event: MeetEventView) => boolean;

interface Reading {
  readonly rows: Rows;
  readonly wants: Wants;
  readonly bell: Bell;
}

interface Missed extends Reading {
  readonly channelId: string;
  readonly query: EventQuery;
  readonly feed: ChannelFeed;
}

/** Nothing is looked up for anybody before they look; nor when it is over, for then no mark will say that it was seen. */
const passing = ({ rows, wants, bell }: Reading, event: RecordedEvent): PassingEvent => ({
  kind: 'event',
  place: event.position,
  seenBy(viewer) {
    if (bell.isOver) return 'hidden';
    const meetId = parseStream(event.stream)?.rest ?? '';
    if (!knowsOfEvent(rows, viewer, meetId)) return 'hidden';
    const view = staffView(rows, viewer, event, meetId);
    return wants(view) ? view : 'unwanted';
  },
});

/** What is hidden from a manager (R20) does not exist for them. Who asks is looked at last: see ADR 21. */
function knowsOfEvent({ directory, meets }: Rows, viewer: Viewer, meetId: string): boolean {
  // Nothing but team meets is hidden from anybody who reads the channel's log, and most events are none of theirs.
  if (viewer.role !== 'manager' || !meetId.startsWith(TEAM_MEET_ID_PREFIX)) return true;
  const row = meets.byId(viewer.channelId, meetId);
  return row !== null && knowsOfMeet(viewer, row, directory.teamRoom);
}
