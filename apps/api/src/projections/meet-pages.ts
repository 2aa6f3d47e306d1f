import type { Position } from '@meets/event-store';
import type { Viewer } from '../viewer.ts';
import type { MeetRow } from './meets/row.ts';
import { decodePosition, encodePosition } from './positions.ts';
import { connection, type PageRequest, pageSize } from './paging.ts';
import type { MeetFilter } from './filters.ts';
import type { MeetView, Page } from './views.ts';
import { UnknownCursor, UnknownPosition } from './read-model.ts';
import type { Rows } from './rows.ts';
import { knownMeets } from './visible/known-meets.ts';
import { meetFilterFor, meetView, startedPlace } from './visible/meets.ts';
import { reachOf } from './visible/reach.ts';

/**
 * A page of the meets that the viewer may see, newest first. A cursor names the meet it stands at by where that began,
 * which never changes, so pages neither repeat nor skip one while new ones begin.
 */
export function meetPage(
  { directory, meets, maxPageSize }: Rows,
  viewer: Viewer,
  asked: MeetFilter,
  page: PageRequest,
): Page<MeetView> {
  const before = page.after === null ? null : placeOfCursor({ meets }, viewer, page.after);
  const filter = meetFilterFor(viewer, asked);
  const size = pageSize(page.first, maxPageSize);
  const found = filter
    ? meets.page({
        channelId: viewer.channelId,
        filter,
        before,
        limit: size + 1,
        shownManagersOnly: reachOf(viewer) !== 'channel',
        known: knownMeets(viewer),
      })
    : [];
  const edges = found.slice(0, size).flatMap((row) => {
    const node = meetView(viewer, row, directory.teamRoom);
    return node ? [{ node, cursor: cursorOf(viewer, row) }] : [];
  });
  return connection(edges, { hasNextPage: found.length > size, hasPreviousPage: before !== null });
}

const CURSOR_MARK = 'meet-';

const cursorOf = (viewer: Viewer, row: MeetRow): string =>
  Buffer.from(`${CURSOR_MARK}${encodePosition(viewer, startedPlace(viewer, row))}`).toString('base64url');

function placeOfCursor({ meets }: Pick<Rows, 'meets'>, viewer: Viewer, cursor: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString();
  const place = text.startsWith(CURSOR_MARK) ? placeOf(viewer, text.slice(CURSOR_MARK.length)) : null;
  const row =
    place === null
      ? null
      : reachOf(viewer) === 'channel'
        ? meets.startedAt(viewer.channelId, place)
        : meets.startedInSequence(viewer.channelId, viewer.id, place);
  if (!row) throw new UnknownCursor('this query never gave this cursor; ask again without it');
  return row.startedPosition;
}

function placeOf(viewer: Viewer, token: string): Position | null {
  try {
    return decodePosition(viewer, token);
  } catch (error) {
    if (error instanceof UnknownPosition) return null;
    throw error;
  }
}
