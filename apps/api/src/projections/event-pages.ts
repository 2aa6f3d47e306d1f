import type { Position, RecordedEvent } from '@meets/event-store';
import { type MeetEvent, meetStream } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { TimelineRow } from './customer-timeline/row.ts';
import { readEvents } from './event-bodies.ts';
import { eventMatcher } from './event-filter.ts';
import { findEvents } from './event-index/scan.ts';
import type { EventIndexRow } from './event-index/row.ts';
import type { EventQuery } from './event-index/table.ts';
import type { EventFilter } from './filters.ts';
import type { MeetEventView, Page, PositionToken } from './views.ts';
import { connection, type PageRequest, pageSize } from './paging.ts';
import type { Rows } from './rows.ts';
import { reachedPlace } from './viewer-positions.ts';
import { eventForCustomer, eventForStaff } from './visible/events.ts';
import { knownEvents, knowsOfMeet } from './visible/known-meets.ts';
import { reachOf } from './visible/reach.ts';

/** A page of what the viewer may see of the channel's meet events, oldest first. Cursors are positions. */
export async function eventPage(
  rows: Rows,
  viewer: Viewer,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<MeetEventView>> {
  const after = page.after === null ? 0 : await reachedPlace(rows, viewer, page.after);
  const size = pageSize(page.first, rows.maxPageSize);
  const { events, hasEarlier } = await readPage(rows, viewer, filter, after, size + 1);
  const edges = events
    .slice(0, size)
    .map((node): { node: MeetEventView; cursor: PositionToken } => ({ node, cursor: node.position }));
  return connection(edges, { hasNextPage: events.length > size, hasPreviousPage: hasEarlier });
}

interface ReadPage {
  readonly events: readonly MeetEventView[];
  readonly hasEarlier: boolean;
}

async function readPage(
  rows: Rows,
  viewer: Viewer,
  filter: EventFilter,
  after: Position,
  limit: number,
): Promise<ReadPage> {
  const { channelId, id } = viewer;
  switch (reachOf(viewer)) {
    case 'channel':
      return filter.meetId === undefined
        ? channelPage(rows, viewer, filter, after, limit)
        : meetPage(rows, viewer, { ...filter, meetId: filter.meetId }, after, limit);
    case 'own':
      return {
        events: await ownEvents(rows, viewer, rows.timeline.after(channelId, id, filter, after, limit)),
        hasEarlier: after > 0 && rows.timeline.anyUpTo(channelId, id, filter, after),
      };
    case 'nothing':
      return { events: [], hasEarlier: false };
  }
}

async function channelPage(
  rows: Rows,
  viewer: Viewer,
  filter: EventFilter,
  after: Position,
  limit: number,
): Promise<ReadPage> {
  const { eventIndex } = rows;
  const query = { filter, known: knownEvents(viewer) };
  const found = limit > 0 ? await findEvents(eventIndex, viewer.channelId, query, { after, limit }) : [];
  return {
    events: await staffEvents(rows, viewer, found),
    hasEarlier: await anyUpTo(rows, viewer, query, after),
  };
}

/** Events of the viewer's channel as staff read them. */
async function staffEvents(
  rows: Rows,
  viewer: Viewer,
  found: readonly EventIndexRow[],
): Promise<readonly MeetEventView[]> {
  const places = found.map(({ meetId, version }) => ({ stream: meetStream(viewer.channelId, meetId), version }));
  const events = await readEvents(rows.store, places);
  return events.map((event, index) => staffView(rows, viewer, event, found[index]?.meetId ?? ''));
}

/** One meet's events come straight from its stream, from the version that stands at the cursor on. */
async function meetPage(
  rows: Rows,
  viewer: Viewer,
  filter: EventFilter & { readonly meetId: string },
  after: Position,
  limit: number,
): Promise<ReadPage> {
  const { directory, meets, eventIndex, store, applied } = rows;
  const meet = meets.byId(viewer.channelId, filter.meetId);
  if (!meet || !knowsOfMeet(viewer, meet, directory.teamRoom)) return { events: [], hasEarlier: false };
  const matches = eventMatcher(filter);
  const cursor = after > 0 ? eventIndex.at(viewer.channelId, after) : null;
  const fromVersion = cursor?.meetId === filter.meetId ? cursor.version : 0;
  const events: MeetEventView[] = [];
  for await (const event of store.readStream(meetStream(viewer.channelId, filter.meetId), { after: fromVersion })) {
    if (event.position > applied.position || events.length >= limit) break;
    if (event.position <= after) continue;
    const view = staffView(rows, viewer, event, filter.meetId);
    if (matches(view)) events.push(view);
  }
  return { events, hasEarlier: await anyUpTo(rows, viewer, { filter, known: null }, after) };
}

/** Is any event that is asked for not behind this position? */
async function anyUpTo({ eventIndex }: Rows, viewer: Viewer, query: EventQuery, upTo: Position): Promise<boolean> {
  if (upTo === 0) return false;
  const [first] = await findEvents(eventIndex, viewer.channelId, query, { after: 0, limit: 1 });
  return first !== undefined && first.position <= upTo;
}

/** Rows of the viewer's own sequence as they may read them. */
export async function ownEvents(
  rows: Rows,
  viewer: Viewer,
  own: readonly TimelineRow[],
): Promise<readonly MeetEventView[]> {
  const places = own.map(({ channelId, meetId, streamVersion }) => ({
    stream: meetStream(channelId, meetId),
    version: streamVersion,
  }));
  const events = await readEvents(rows.store, places);
  return own.flatMap((row, index) => {
    const event = events[index];
    const view = event && ownView(rows, viewer, row, event);
    return view ? [view] : [];
  });
}

/** One of them; null where it is hidden. */
export function ownView(rows: Rows, viewer: Viewer, row: TimelineRow, event: RecordedEvent): MeetEventView | null {
  return eventForCustomer(viewer, row, event, factOf(rows, event), ownCauseOf(rows, row, event));
}

/** The customer's own row of what caused an event, or null where they may not know of it. */
export function ownCauseOf(rows: Rows, row: TimelineRow, event: RecordedEvent): TimelineRow | null {
  const { causationId } = event.metadata;
  const cause = causationId === null ? null : rows.eventIndex.byId(row.channelId, causationId);
  return cause && rows.timeline.byPosition(row.channelId, row.customerId, cause.meetId, cause.position);
}

/** A meet event as staff read it. */
export const staffView = (rows: Rows, viewer: Viewer, event: RecordedEvent, meetId: string): MeetEventView =>
  eventForStaff(viewer, event, meetId, factOf(rows, event));

// Both sides read meets' streams only, which hold meet events and nothing else.
const factOf = ({ decode }: Rows, event: RecordedEvent): MeetEvent => decode(event) as MeetEvent;
