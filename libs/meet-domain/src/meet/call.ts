import { accept, type Order, plusMs, refuse } from '../decider.ts';
import { type Person, samePerson } from '../person.ts';
import { isPastDeadline, missed, reasonOfGivingUp } from './answer.ts';
import { backInQueue, queued } from './back-in-queue.ts';
import type { EndQueue, HangUpCall, PassRing, ReceiveCall, RingManager, TimeOutQueue } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { LeaveReason, MeetEvent } from './events.ts';
import type { Meet, MeetState } from './state.ts';
import { isOver, isRung, soundingRings, staysNow } from './standing.ts';

/*
 * A call by phone until somebody answers it, and its end by the caller. Most of it is ordered by what watches calls: late, twice
 * or after the fact as a matter of course, so where there is nothing to do any more, nothing is done.
 */

/** R37: a call came in. It was turned away, and is missed for that reason; or it waits for a manager, until then at most. */
export function receiveCall(command: ReceiveCall, meet: MeetState): MeetDecision {
  const { at, by, meetId, userChatId, customerId, number, line, headers, turnedAway, waitMs } = command;
  if (meet !== null)
    return meet.kind === 'PHONE' && meet.customerId === customerId ? accept() : refuse({ reason: 'begun' });
  const started: MeetEvent = {
    type: 'MeetStarted',
    at,
    by,
    data: {
      meetId,
      place: { type: 'user-chat', userChatId },
      kind: 'PHONE',
      direction: 'INBOUND',
      customerId,
      startedBy: { role: 'customer', id: customerId },
      callbackOf: null,
    },
  };
  const came: MeetEvent = { type: 'CallCameIn', at, by, data: { number, line, customerId, headers } };
  return accept(started, came, turnedAway === null ? queued(command, plusMs(at, waitMs)) : missed(command, turnedAway));
}

/**
 * R39: the call rings this manager, whom it has reserved. Only while it waits: one manager at a time. R12: all its rings together
 * end 120 s after the first began.
 */
export function ringManager({ at, by, managerId, ringTimeoutMs }: RingManager, meet: Meet): MeetDecision {
  const callee: Person = { role: 'manager', id: managerId };
  if (soundingRings(meet).some((ring) => samePerson(ring.callee, callee))) return accept();
  if (meet.phase !== 'QUEUED') return accept();
  // Who was tried is not tried again for the same call.
  if (meet.rings.some((ring) => samePerson(ring.callee, callee))) return accept();
  const deadline = meet.ringDeadline ?? plusMs(at, ringTimeoutMs);
  if (at >= deadline) return accept();
  return accept({ type: 'MeetRang', at, by, data: { callee, deadline } });
}

/** R39: who is rung has had their time. Where nobody has answered yet, the next is to be rung: the call waits again. */
export function passRing(command: PassRing, meet: Meet): MeetDecision {
  const { at, by, managerId } = command;
  const callee: Person = { role: 'manager', id: managerId };
  if (meet.kind !== 'PHONE' || !isRung(meet, callee)) return accept();
  const unanswered: MeetEvent = { type: 'RingUnanswered', at, by, data: { callee } };
  // A colleague who is rung into a call that is live is nobody's turn: it goes on.
  return meet.phase === 'RINGING' ? accept(unanswered, backInQueue(command, meet)) : accept(unanswered);
}

/**
 * It has waited for as long as it may. `staffed`: is anybody on duty who could have taken it? What rang before has had its 120 s
 * by then (R12).
 */
export function timeOutQueue(command: TimeOutQueue, meet: Meet): MeetDecision {
  if (meet.phase !== 'QUEUED' || !isPastDeadline(meet, command.at)) return accept();
  if (meet.rings.length > 0) return accept(missed(command, 'RING_TIMED_OUT'));
  return accept(missed(command, command.staffed ? 'EXCEEDED_QUEUE' : 'NO_OPERATOR'));
}

/** R39: nobody is left whom it has not rung. What became of its last ring is why it is missed (R41). */
export function endQueue(command: EndQueue, meet: Meet): MeetDecision {
  const last = meet.rings.at(-1);
  // Past its end the outcome is the timer's to tell.
  if (meet.phase !== 'QUEUED' || last === undefined || isPastDeadline(meet, command.at)) return accept();
  return accept(missed(command, last.outcome === 'DECLINED' ? 'REJECTED_BY_MANAGER' : 'RING_TIMED_OUT'));
}

/** R32: without the customer there is no call. Past a deadline the outcome is the timer's to tell. */
export function hangUpCall(command: HangUpCall, meet: Meet): MeetDecision {
  if (meet.kind !== 'PHONE' || isOver(meet)) return accept();
  if (meet.phase === 'LIVE') return accept(...hungUp(command, command.lost ? 'CONNECTION_LOST' : 'HUNG_UP', meet));
  if (isPastDeadline(meet, command.at)) return accept();
  return accept(missed(command, command.lost ? 'SYSTEM_FAILURE' : reasonOfGivingUp(meet)));
}

/** The customer is gone for this reason, and with them the call. */
export function hungUp({ at, by }: Order<string>, reason: LeaveReason, meet: Meet): readonly MeetEvent[] {
  const lefts = staysNow(meet).map(({ person }): MeetEvent => {
    const data = { participant: person, reason: person.role === 'customer' ? reason : 'ENDED_FOR_EVERYONE' } as const;
    return { type: 'ParticipantLeft', at, by, data };
  });
  return [...lefts, { type: 'MeetEnded', at, by, data: { cause: 'hung-up' } }];
}
