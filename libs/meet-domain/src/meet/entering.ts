import type { Order } from '../decider.ts';
import type { Person } from '../person.ts';
import { isRoomMember } from './audience.ts';
import type { ManagerFacts, StartFacts } from './commands.ts';
import type { MeetEvent } from './events.ts';
import type { MeetState } from './state.ts';

/** Somebody comes in: with the microphone on, unless they chose to come in muted (R34). */
export function entering({ at, by }: Order<string>, participant: Person, muted: boolean): readonly MeetEvent[] {
  const joined: MeetEvent = { type: 'ParticipantJoined', at, by, data: { participant } };
  return muted ? [joined, { type: 'MicrophoneTurnedOff', at, by, data: { participant } }] : [joined];
}

/** R29: what a group's link makes of who comes in by it and is no member; once an edition. Nobody is added to a direct message. */
export function cameByRoomLink(
  { at, by }: Order<string>,
  participant: Person,
  facts: Pick<ManagerFacts | StartFacts, 'teamRoom' | 'throughRoomLink'> | null,
  meet: MeetState,
): readonly MeetEvent[] {
  const room = facts?.throughRoomLink === true ? facts.teamRoom : null;
  if (room == null || room.kind === 'DIRECT_MESSAGE' || isRoomMember(room, participant.id)) return [];
  const isKnown = meet?.cameByRoomLink.some(({ id, edition }) => id === participant.id && edition === room.edition);
  if (isKnown === true) return [];
  const data = { participant, teamRoomId: room.id, roomEdition: room.edition };
  return [{ type: 'ParticipantCameByRoomLink', at, by, data }];
}

/** R34: what the manager chose who comes in; a customer has nothing to choose, and no facts. */
export const isMutedOnJoin = (facts: ManagerFacts | null): boolean => facts?.manager?.settings.muteOnJoin === true;
