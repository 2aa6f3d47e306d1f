import type { Viewer } from '../../viewer.ts';
import type { LogBook } from './log-book.ts';
import type { KnownMeet } from './meet-book.ts';
import type { RoomState } from './room-book.ts';

/** Is what happens there for this manager to see, as the room is in that state? */
export const opensTo = ({ kind, members }: Pick<RoomState, 'kind' | 'members'>, managerId: string): boolean =>
  kind === 'PUBLIC_GROUP' || members.has(managerId);

/**
 * The position from which on, without a break until now, a member of staff may know of this meet (R20): `Infinity` where they
 * may not. What happened before may have been heard or not.
 */
export function seenSince({ rooms }: Pick<LogBook, 'rooms'>, { role, id }: Viewer, meet: KnownMeet): number {
  const { teamRoomId, channelId, parts } = meet;
  if (role !== 'manager' || teamRoomId === null) return 0;
  const hadPartFrom = parts.get(`manager:${id}`) ?? Infinity;
  let since = hadPartFrom;
  for (const state of [...rooms.statesOf(channelId, teamRoomId)].reverse()) {
    if (!opensTo(state, id) && state.from < hadPartFrom) break;
    since = Math.min(since, state.from);
  }
  return since;
}

/** Was there a moment from that position on at which they might know of it? */
export function wasSeenAfter(
  { rooms }: Pick<LogBook, 'rooms'>,
  viewer: Viewer,
  meet: KnownMeet,
  position: number,
): boolean {
  const { teamRoomId, channelId, parts } = meet;
  if (viewer.role !== 'manager' || teamRoomId === null || parts.has(`manager:${viewer.id}`)) return true;
  return rooms.between(channelId, teamRoomId, position, Infinity).some((state) => opensTo(state, viewer.id));
}
