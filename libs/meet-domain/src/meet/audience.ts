import { type Person, samePerson } from '../person.ts';
import type { TeamRoom } from '../team-room/fold.ts';
import type { UserChat } from '../user-chat/fold.ts';
import type { Meet } from './state.ts';

/** R19: does this manager take part in the chat, and so in its internal chat? */
export const takesPart = (chat: UserChat, managerId: string): boolean =>
  chat.assigneeId === managerId || chat.managerIds.includes(managerId);

/** R20: is this manager a member of the room? */
export const isRoomMember = (room: Pick<TeamRoom, 'memberIds'>, managerId: string): boolean =>
  room.memberIds.includes(managerId);

/**
 * May this person not even know of the meet? A customer knows of none but their own. A manager knows of every meet of the
 * channel, except that one in a private group or a direct message is for its members, and for who was rung, started it or
 * was in it while they were one. `room` is looked at for team meets only; a room that is not known hides its meets.
 */
export function isHiddenFrom(meet: Meet, person: Person, room: Pick<TeamRoom, 'kind' | 'memberIds'> | null): boolean {
  if (person.role === 'customer') return person.id !== meet.customerId;
  if (meet.place.type !== 'team-room' || hadPart(meet, person)) return false;
  if (room === null) return true;
  return room.kind !== 'PUBLIC_GROUP' && !isRoomMember(room, person.id);
}

const hadPart = (meet: Meet, person: Person): boolean =>
  samePerson(meet.startedBy, person) ||
  meet.rings.some(({ callee }) => samePerson(callee, person)) ||
  meet.participants.some((stay) => samePerson(stay.person, person));
