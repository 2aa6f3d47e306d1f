import type { Viewer } from '../../viewer.ts';
import { connection, pageSize } from '../paging.ts';
import type { Page, PhoneNumberView } from '../views.ts';
import { UnknownCursor } from '../read-model.ts';
import type { Rows } from '../rows.ts';
import { reachOf } from '../visible/reach.ts';

/**
 * A page of the channel's own numbers. R6: to a customer there are none. A cursor names the number it stands behind, so pages
 * go on from there though that one was given back meanwhile.
 */
export function phoneNumberPage(
  { phoneNumbers, maxPageSize }: Rows,
  viewer: Viewer,
  page: { readonly first: number; readonly after: string | null },
): Page<PhoneNumberView> {
  const after = page.after === null ? null : numberIn(page.after);
  if (reachOf(viewer) !== 'channel') return connection([], { hasNextPage: false, hasPreviousPage: false });
  const size = pageSize(page.first, maxPageSize);
  const found = phoneNumbers(viewer.channelId, after, size + 1);
  const edges = found.slice(0, size).map((node) => ({ node, cursor: cursorOf(node.number) }));
  return connection(edges, { hasNextPage: found.length > size, hasPreviousPage: after !== null });
}

const CURSOR_MARK = 'number-';

const cursorOf = (number: string): string => Buffer.from(`${CURSOR_MARK}${number}`).toString('base64url');

function numberIn(cursor: string): string {
  const [, number] = /^number-(\+\d{7,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (number === undefined) throw new UnknownCursor('this query never gave this cursor; ask again without it');
  return number;
}
