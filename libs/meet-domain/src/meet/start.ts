import { accept, plusMs, refuse } from '../decider.ts';
import { type Person, personOf } from '../person.ts';
import { isRoomMember } from './audience.ts';
import type { StartMeet } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import { cameByRoomLink, entering } from './entering.ts';
import type { MeetEvent } from './events.ts';
import type { MeetState } from './state.ts';
import { startGate } from './gate.ts';

/**
 * A meet begins and, in the same breath, rings (R11, R12, R20), waits for an offline customer (R18) or is live (R19, R20).
 * A stream holds one meet, so a second start is `begun`, even by the same person: two devices that press at once are two
 * orders, and the later one is to learn that a meet is there already (R7).
 */
export function startMeet(command: StartMeet, meet: MeetState): MeetDecision {
  const { by, place, kind, client, facts } = command;
  const startedBy = personOf(by);
  if (startedBy === null) return refuse({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  if (!mayKnowOfPlace(command, startedBy)) return refuse({ reason: 'unknown' });
  if (meet !== null) return refuse({ reason: 'begun' });
  const guards = startGate({ by, place, kind, client, facts });
  if (guards.length > 0) return refuse({ reason: 'not-allowed', guards });
  // R13: calling back a missed customer is the managers' act, and what was missed is theirs to know.
  if (by.role === 'customer' && command.callbackOf !== null) {
    return refuse({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
  }
  return accept(...begin(command, startedBy));
}

/**
 * Whose chat it is, is nobody else's to learn, and to who is no member a private room is not there; nor is anything of the
 * managers' own to a customer.
 */
function mayKnowOfPlace({ place, facts: { userChat, teamRoom } }: StartMeet, person: Person): boolean {
  switch (place.type) {
    case 'user-chat':
      return userChat !== null && (person.role === 'manager' || userChat.customerId === person.id);
    case 'internal-chat':
      return userChat !== null && person.role === 'manager';
    case 'team-room':
      if (teamRoom === null || person.role === 'customer') return false;
      return teamRoom.kind === 'PUBLIC_GROUP' || isRoomMember(teamRoom, person.id);
  }
}

function begin(command: StartMeet, startedBy: Person): readonly MeetEvent[] {
  switch (command.place.type) {
    case 'user-chat':
      return beginInChat(command, startedBy);
    case 'internal-chat':
      return open(command, startedBy);
    case 'team-room':
      return beginInRoom(command, startedBy);
  }
}

function beginInChat(command: StartMeet, startedBy: Person): readonly MeetEvent[] {
  const { userChat: chat, customer } = command.facts;
  // The gate never lets a chat without an assignee through; the compiler cannot know.
  if (!chat?.assigneeId) return [];
  const customerId = chat.customerId;
  if (startedBy.role === 'customer') {
    const started = startedEvent(command, startedBy, { customerId, direction: 'INBOUND' });
    return [started, rang(command, { role: 'manager', id: chat.assigneeId })];
  }
  const started = startedEvent(command, startedBy, { customerId, direction: 'OUTBOUND' });
  // A customer whom the host never told us of is nowhere to ring, so offline.
  return [started, customer?.online === true ? rang(command, { role: 'customer', id: customerId }) : awaited(command)];
}

/** R20: a direct message rings its other members; a group room, and whatever has nobody to ring, is live at once. */
function beginInRoom(command: StartMeet, startedBy: Person): readonly MeetEvent[] {
  const room = command.facts.teamRoom;
  const others = room?.kind === 'DIRECT_MESSAGE' ? room.memberIds.filter((id) => id !== startedBy.id) : [];
  if (others.length === 0) return open(command, startedBy);
  return [
    startedEvent(command, startedBy, MANAGERS_OWN),
    ...others.map((id) => rang(command, { role: 'manager', id })),
  ];
}

/** Live with who started it in it, and nobody rung: the others come in when they like (R19, R20). */
function open(command: StartMeet, startedBy: Person): readonly MeetEvent[] {
  const { at, by } = command;
  return [
    startedEvent(command, startedBy, MANAGERS_OWN),
    { type: 'MeetOpened', at, by, data: { openedBy: startedBy } },
    ...entering(command, startedBy, command.facts.starter?.settings.muteOnJoin === true),
    ...cameByRoomLink(command, startedBy, command.facts, null),
  ];
}

interface With {
  readonly customerId: string | null;
  readonly direction: 'INBOUND' | 'OUTBOUND' | null;
}
const MANAGERS_OWN: With = { customerId: null, direction: null };

function startedEvent(command: StartMeet, startedBy: Person, { customerId, direction }: With): MeetEvent {
  const { at, by, meetId, place, kind, callbackOf } = command;
  const where =
    place.type === 'team-room'
      ? { type: place.type, teamRoomId: place.teamRoomId }
      : { type: place.type, userChatId: place.userChatId };
  const data = { meetId, place: where, kind, direction, customerId, startedBy, callbackOf };
  return { type: 'MeetStarted', at, by, data };
}

const rang = ({ at, by, limits }: StartMeet, callee: Person): MeetEvent => ({
  type: 'MeetRang',
  at,
  by,
  data: { callee, deadline: plusMs(at, limits.ringTimeoutMs) },
});

const awaited = ({ at, by, limits }: StartMeet): MeetEvent => ({
  type: 'CustomerAwaited',
  at,
  by,
  data: { until: plusMs(at, limits.customerWaitMs) },
});
