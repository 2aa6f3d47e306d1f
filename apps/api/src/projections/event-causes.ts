import type { RecordedEvent } from '@meets/event-store';
import { type MeetEvent, meetStream } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { TimelineRow } from './customer-timeline/row.ts';
import { readEvents } from './event-bodies.ts';
import { ownCauseOf, ownView, staffView } from './event-pages.ts';
import type { MeetEventView } from './views.ts';
import type { Rows } from './rows.ts';
import { isToldWhole, parseCustomerEventId } from './visible/events.ts';
import { knowsOfMeet } from './visible/known-meets.ts';
import { reachOf } from './visible/reach.ts';

/** How many causes are followed back. */
export const MAX_EXPLAINED_CAUSES = 64;

/** The chain of causes that led to an event, oldest first. It ends where the viewer may not know of a cause. */
export async function explain(rows: Rows, viewer: Viewer, eventId: string): Promise<readonly MeetEventView[]> {
  switch (reachOf(viewer)) {
    case 'channel':
      return explainToStaff(rows, viewer, eventId);
    case 'own':
      return explainToCustomer(rows, viewer, eventId);
    case 'nothing':
      return [];
  }
}

/**
 * One event. Staff know it by the log's id. A customer knows their own id of it; the log's id, as a command's answer gives
 * it, finds only what they may read just as it was: an id of theirs cannot be guessed from outside, the log's may be.
 */
export async function eventById(rows: Rows, viewer: Viewer, eventId: string): Promise<MeetEventView | null> {
  switch (reachOf(viewer)) {
    case 'channel':
      return (await staffEvent(rows, viewer, eventId))?.view ?? null;
    case 'own':
      return customersEvent(rows, viewer, eventId);
    case 'nothing':
      return null;
  }
}

async function explainToStaff(rows: Rows, viewer: Viewer, eventId: string): Promise<readonly MeetEventView[]> {
  const chain: MeetEventView[] = [];
  let next: string | null = eventId;
  while (next !== null && chain.length < MAX_EXPLAINED_CAUSES) {
    const found: StaffEvent | null = await staffEvent(rows, viewer, next);
    if (!found) break;
    chain.unshift(found.view);
    next = found.causationId;
  }
  return chain;
}

async function explainToCustomer(rows: Rows, viewer: Viewer, eventId: string): Promise<readonly MeetEventView[]> {
  const chain: MeetEventView[] = [];
  let next = ownRow(rows, viewer, eventId);
  while (next && chain.length < MAX_EXPLAINED_CAUSES) {
    const event: RecordedEvent = await bodyOf(rows, next);
    const view = ownView(rows, viewer, next, event);
    if (!view) break;
    chain.unshift(view);
    next = view.causationId === null ? null : ownCauseOf(rows, next, event);
  }
  return chain;
}

async function customersEvent(rows: Rows, viewer: Viewer, eventId: string): Promise<MeetEventView | null> {
  const own = ownRow(rows, viewer, eventId);
  if (own) return ownView(rows, viewer, own, await bodyOf(rows, own));
  const found = rows.eventIndex.byId(viewer.channelId, eventId);
  const row = found && rows.timeline.byPosition(viewer.channelId, viewer.id, found.meetId, found.position);
  if (!row) return null;
  const event = await bodyOf(rows, row);
  return isToldWhole(rows.decode(event) as MeetEvent, viewer.id) ? ownView(rows, viewer, row, event) : null;
}

interface StaffEvent {
  readonly view: MeetEventView;
  readonly causationId: string | null;
}

async function staffEvent(rows: Rows, viewer: Viewer, eventId: string): Promise<StaffEvent | null> {
  const found = rows.eventIndex.byId(viewer.channelId, eventId);
  const meet = found && rows.meets.byId(viewer.channelId, found.meetId);
  if (!meet || !knowsOfMeet(viewer, meet, rows.directory.teamRoom)) return null;
  const [event] = await readEvents(rows.store, [
    { stream: meetStream(found.channelId, found.meetId), version: found.version },
  ]);
  if (!event) return null;
  return { view: staffView(rows, viewer, event, found.meetId), causationId: event.metadata.causationId };
}

function ownRow({ timeline }: Rows, viewer: Viewer, eventId: string): TimelineRow | null {
  const id = parseCustomerEventId(eventId);
  return id && timeline.byVersion(viewer.channelId, viewer.id, id.meetId, id.version);
}

async function bodyOf({ store }: Rows, row: TimelineRow): Promise<RecordedEvent> {
  const place = { stream: meetStream(row.channelId, row.meetId), version: row.streamVersion };
  const [event] = await readEvents(store, [place]);
  if (!event) throw new Error(`stream ${place.stream} has no version ${place.version}`);
  return event;
}
