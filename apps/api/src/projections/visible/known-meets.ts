import { isHiddenFrom, TEAM_MEET_ID_PREFIX } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import { type Condition, condition } from '../conditions.ts';
import type { FindTeamRoom } from '../directory/team-rooms.ts';
import type { MeetRow } from '../meets/row.ts';
import { maySee } from './reach.ts';

/** May the viewer know of this meet? `findRoom` is asked for the room of a team meet. */
export function knowsOfMeet(viewer: Viewer, { channelId, meet }: MeetRow, findRoom: FindTeamRoom): boolean {
  if (!maySee(viewer, channelId, meet.customerId)) return false;
  if (viewer.role !== 'manager' || meet.place.type !== 'team-room') return true;
  const room = findRoom(channelId, meet.place.teamRoomId);
  // Who asks is looked at only where it matters, so that what is alike for all managers can be made once for all.
  return room?.kind === 'PUBLIC_GROUP' || !isHiddenFrom(meet, { role: 'manager', id: viewer.id }, room);
}

/**
 * The same for a query over the table of meets, so that what is hidden neither counts nor leaves a hole in a page; null
 * where nothing of the viewer's reach is hidden from them. A customer's queries ask for their own meets anyhow.
 */
export const knownMeets = (viewer: Viewer): Condition | null =>
  viewer.role === 'manager'
    ? condition(
        KNOWN_TO_MANAGER,
        ...[viewer.channelId],
        ...[viewer.channelId, viewer.id],
        ...[viewer.channelId, viewer.id],
      )
    : null;

/** The same over the index of events. */
export function knownEvents(viewer: Viewer): Condition | null {
  const known = knownMeets(viewer);
  return (
    known &&
    condition(
      `meet_id NOT GLOB ? OR EXISTS (
         SELECT 1 FROM meet WHERE channel_id = event_index.channel_id AND id = event_index.meet_id AND (${known.sql})
       )`,
      `${TEAM_MEET_ID_PREFIX}*`,
      ...known.values,
    )
  );
}

/** Of another place, of a public group, of a room of theirs, or one that they had a part in. */
const KNOWN_TO_MANAGER = `
  place_type <> 'team-room'
  OR place_id IN (SELECT id FROM team_room WHERE channel_id = ? AND kind = 'PUBLIC_GROUP')
  OR place_id IN (SELECT team_room_id FROM team_room_member WHERE channel_id = ? AND manager_id = ?)
  OR started_position IN (SELECT started_position FROM meet_manager WHERE channel_id = ? AND manager_id = ?)`;
