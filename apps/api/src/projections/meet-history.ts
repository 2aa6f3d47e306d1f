import type { Position, RecordedEvent } from '@meets/event-store';
import { type MeetEvent, meetDecider, type MeetState, meetStream } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { asLogTime } from './conditions.ts';
import type { MeetRow } from './meets/row.ts';
import type { MeetView, PositionToken } from './views.ts';
import type { Rows } from './rows.ts';
import { reachedPlace } from './viewer-positions.ts';
import { meetView, pastMeetView } from './visible/meets.ts';
import { reachOf } from './visible/reach.ts';

/**
 * The meet as it stood, folded from the log. A customer's position stands for everything before the next event that they
 * see. Throws `UnknownPosition` for a position that was never given; null where the meet had not begun.
 */
export async function meetAsOf(
  rows: Rows,
  viewer: Viewer,
  id: string,
  asOf: { readonly position: PositionToken } | { readonly time: string },
): Promise<MeetView | null> {
  if ('time' in asOf) {
    const time = asLogTime(asOf.time);
    return foldedView(rows, viewer, id, (event) => event.recordedAt <= time);
  }
  const place = await reachedPlace(rows, viewer, asOf.position);
  const last = reachOf(viewer) === 'channel' ? place : lastPositionBefore(rows, viewer, place + 1);
  return foldedView(rows, viewer, id, (event) => event.position <= last);
}

/** The meet as it stood right after that position of the log. */
export async function meetAtAnswer(
  rows: Rows,
  viewer: Viewer,
  id: string,
  position: Position,
): Promise<MeetView | null> {
  await rows.applied.wait(position, rows.readWaitMs);
  const row = rows.meets.byId(viewer.channelId, id);
  if (row && row.position <= position) return meetView(viewer, row, rows.directory.teamRoom);
  return foldedView(rows, viewer, id, (event) => event.position <= position);
}

async function foldedView(
  rows: Rows,
  viewer: Viewer,
  id: string,
  isIncluded: (event: RecordedEvent) => boolean,
): Promise<MeetView | null> {
  const row = rows.meets.byId(viewer.channelId, id);
  // Whoever may not see the meet now may not see it as it was, and is not worth reading the log for.
  if (!row || !meetView(viewer, row, rows.directory.teamRoom)) return null;
  let meet: MeetState = meetDecider.initial;
  let position: Position = 0;
  for await (const event of rows.store.readStream(meetStream(viewer.channelId, id))) {
    if (!isIncluded(event)) break;
    // A meet's stream holds meet events only.
    meet = meetDecider.evolve(meet, rows.decode(event) as MeetEvent);
    position = event.position;
  }
  // As of now, after the reading: what it may still tell of a ring depends on whether it sounds.
  const now = rows.meets.byId(viewer.channelId, id) ?? row;
  return meet && pastMeetView(viewer, asItStood(rows, row, meet, position), now, rows.directory.teamRoom);
}

function asItStood({ timeline }: Rows, row: MeetRow, meet: NonNullable<MeetState>, position: Position): MeetRow {
  const { channelId } = row;
  const { customerId } = meet;
  const seq = customerId === null ? 0 : timeline.seqInMeetAt(channelId, customerId, meet.id, position);
  return { ...row, meet, position, customer: { ...row.customer, position: seq } };
}

/** The last position of the log before the customer's event at that place of their sequence; all of it where there is none. */
function lastPositionBefore({ timeline }: Rows, viewer: Viewer, seq: Position): Position {
  const [next] = timeline.after(viewer.channelId, viewer.id, {}, seq - 1, 1);
  return next ? next.position - 1 : Number.MAX_SAFE_INTEGER;
}
