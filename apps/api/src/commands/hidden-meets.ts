import { isHiddenFrom, type Meet } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import type { WriteSide } from './write-side.ts';

/**
 * May the viewer not even know of this meet (R14, R19, R20)? Then it is answered as one that does not exist. By the same
 * rule as on the read side, but from the log itself, so that what was put a moment ago counts.
 */
export async function isHidden(side: WriteSide, { channelId, role, id }: Viewer, meet: Meet): Promise<boolean> {
  if (role !== 'manager' && role !== 'customer') return true;
  const { place } = meet;
  const room =
    role === 'manager' && place.type === 'team-room' ? await side.teamRooms.fold(channelId, place.teamRoomId) : null;
  return isHiddenFrom(meet, { role, id }, room?.state ?? null);
}
