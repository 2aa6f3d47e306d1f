import type { Viewer } from '../../viewer.ts';
import { connection, pageSize } from '../paging.ts';
import type { DutyView, Page } from '../views.ts';
import { UnknownCursor } from '../read-model.ts';
import type { Rows } from '../rows.ts';
import { dutyView } from '../visible/duties.ts';

/** A page of the channel's managers who ever came on duty, by their ids. To a customer there are none. */
export function dutyPage(
  { duties, maxPageSize }: Rows,
  viewer: Viewer,
  page: { readonly first: number; readonly after: string | null },
): Page<DutyView> {
  const after = page.after === null ? null : managerIn(page.after);
  const size = pageSize(page.first, maxPageSize);
  const found = duties.page(viewer.channelId, after, size + 1).flatMap((duty) => dutyView(viewer, duty) ?? []);
  const edges = found.slice(0, size).map((node) => ({ node, cursor: cursorOf(node.managerId) }));
  return connection(edges, { hasNextPage: found.length > size, hasPreviousPage: after !== null && found.length > 0 });
}

const CURSOR_MARK = 'duty-';

const cursorOf = (managerId: string): string => Buffer.from(`${CURSOR_MARK}${managerId}`).toString('base64url');

function managerIn(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith(CURSOR_MARK)) throw new UnknownCursor('this query never gave this cursor; ask again without it');
  return text.slice(CURSOR_MARK.length);
}
