import type { Position } from '@meets/event-store';
import type { Viewer } from '../viewer.ts';
import { decodePosition, encodePosition } from './positions.ts';
import type { PositionToken } from './views.ts';
import { UnknownPosition } from './read-model.ts';
import type { Rows } from './rows.ts';
import { reachOf } from './visible/reach.ts';

/**
 * The place behind a viewer's token, in what that viewer's tokens count, once the rows contain it. Throws
 * {@link UnknownPosition} where it lies beyond everything there is, and `PositionTimeout` where the rows are too far behind.
 */
export async function reachedPlace(rows: Rows, viewer: Viewer, token: PositionToken): Promise<Position> {
  const place = decodePosition(viewer, token);
  if (place <= headPlace(rows, viewer)) return place;
  const { applied, store, readWaitMs } = rows;
  const head = await store.head();
  const ofCustomer = reachOf(viewer) !== 'channel';
  if (!ofCustomer && place > Math.max(head, applied.position)) throw beyond();
  // A customer's place may have been given by a node that is ahead of this one, so look again once this one is level.
  await applied.wait(ofCustomer ? head : place, readWaitMs);
  if (place > headPlace(rows, viewer)) throw beyond();
  return place;
}

/** The log's position as the viewer's token, once it is applied. */
export async function tokenFor(rows: Rows, viewer: Viewer, position: Position): Promise<PositionToken> {
  await rows.applied.wait(position, rows.readWaitMs);
  if (reachOf(viewer) === 'channel') return encodePosition(viewer, position);
  return encodePosition(viewer, rows.timeline.seqAt(viewer.channelId, viewer.id, position));
}

/** The newest place that the rows contain for this viewer. */
export const headPlace = (rows: Rows, viewer: Viewer): Position =>
  reachOf(viewer) === 'channel' ? rows.applied.position : rows.timeline.headOf(viewer.channelId, viewer.id);

const beyond = (): UnknownPosition =>
  new UnknownPosition('this position lies beyond everything there is; read again from the start');
