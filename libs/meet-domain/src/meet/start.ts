import { accept, plusMs, refuse } from '../decider.ts';
import { type Person, personOf } from '../person.ts';
import type { UserChat } from '../user-chat/fold.ts';
import type { StartMeet } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { MeetEvent } from './events.ts';
import type { MeetState } from './fold.ts';
import { startGate } from './gate.ts';

/**
 * A meet begins and, in the same breath, rings (R11, R12) or waits for an offline customer (R18). A stream holds one meet,
 * so a second start is `begun`, even by the same person: two devices that press at once are two orders, and the later one
 * is to learn that a meet is there already (R7).
 */
export function startMeet(command: StartMeet, meet: MeetState): MeetDecision {
  const { by, kind, client, facts } = command;
  const startedBy = personOf(by);
  if (startedBy === null) return refuse({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  if (facts.userChat === null) return refuse({ reason: 'unknown' });
  // Whose chat it is, is nobody else's to learn: to a stranger the chat is not there.
  if (by.role === 'customer' && facts.userChat.customerId !== by.id) return refuse({ reason: 'unknown' });
  if (meet !== null) return refuse({ reason: 'begun' });
  const guards = startGate({ by, kind, client, facts });
  if (guards.length > 0) return refuse({ reason: 'not-allowed', guards });
  // R13: calling back a missed customer is the managers' act, and what was missed is theirs to know.
  if (by.role === 'customer' && command.callbackOf !== null) {
    return refuse({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
  }
  return begin(command, startedBy, facts.userChat);
}

function begin(command: StartMeet, startedBy: Person, chat: UserChat): MeetDecision {
  // The gate never lets this through; the compiler cannot know.
  if (chat.assigneeId === null) return refuse({ reason: 'not-allowed', guards: ['NO_ASSIGNEE'] });
  const started = startedEvent(command, chat.customerId, startedBy);
  if (startedBy.role === 'customer') return accept(started, rang(command, { role: 'manager', id: chat.assigneeId }));
  // A customer whom the host never told us of is nowhere to ring, so offline.
  if (command.facts.customer?.online !== true) return accept(started, awaited(command));
  return accept(started, rang(command, { role: 'customer', id: chat.customerId }));
}

function startedEvent(command: StartMeet, customerId: string, startedBy: Person): MeetEvent {
  const { at, by, meetId, userChatId, kind, callbackOf } = command;
  return {
    type: 'MeetStarted',
    at,
    by,
    data: {
      meetId,
      place: { type: 'user-chat', userChatId },
      kind,
      direction: startedBy.role === 'customer' ? 'INBOUND' : 'OUTBOUND',
      customerId,
      startedBy,
      callbackOf,
    },
  };
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
