import { accept, refuse, type Order } from '../decider.ts';
import { type Person, personOf, samePerson } from '../person.ts';
import type { AcceptMeet, CancelMeet, DeclineMeet } from './commands.ts';
import { backInQueue } from './back-in-queue.ts';
import { colleagueRingOf, comeAsColleague, declineAsColleague } from './colleague.ts';
import { entering, isMutedOnJoin } from './entering.ts';
import type { MeetDecision } from './decision.ts';
import type { MeetEvent, MeetMissed } from './events.ts';
import type { Meet } from './state.ts';
import { entryGate, type GuardName } from './gate.ts';
import type { MissedReason } from './missed-reason.ts';
import type { MeetRefusal, SettlingEvent } from './refusals.ts';
import { isAwaited, isStranger, ringOf, soundingRings } from './standing.ts';

/**
 * Answers the ring, or the wait, and goes live with who started and who answered in it. Accept, decline, cancel and the
 * timers race through one optimistic append (invariant 6): whoever decides on a settled meet learns what settled it.
 */
export function acceptMeet(command: AcceptMeet, meet: Meet): MeetDecision {
  const person = personOf(command.by);
  if (person === null) return notAllowed('ROLE_NOT_ALLOWED');
  const colleague = colleagueRingOf(meet, person);
  if (colleague) return comeAsColleague(command, person, colleague, meet);
  const { deviceId } = command;
  // The same device again is a retry; another device of the same person has lost the race (R11).
  if (deviceId !== null && answeredOn(meet, person, deviceId)) return accept();
  const refusal = whyNotToAnswer(command, person, meet);
  if (refusal) return refuse(refusal);
  const { client, facts } = command;
  const guards = entryGate({ by: command.by, place: meet.place, client, facts });
  if (guards.length > 0) return refuse({ reason: 'not-allowed', guards });
  const { at, by } = command;
  const starterIsIn = meet.phase === 'RINGING' || command.starterAway !== true;
  const events: MeetEvent[] = [{ type: 'MeetAccepted', at, by, data: { acceptedBy: person, deviceId } }];
  if (starterIsIn) events.push(...entering(command, meet.startedBy, command.starterMuted === true));
  return accept(...events, ...entering(command, person, isMutedOnJoin(command.facts)));
}

/**
 * Who is called says no. A customer may also say no to the invitation to a waiting meet. Where several are rung (R20) the
 * others ring on, and the last one's no ends it.
 */
export function declineMeet(command: DeclineMeet, meet: Meet): MeetDecision {
  const person = personOf(command.by);
  if (person === null) return notAllowed('ROLE_NOT_ALLOWED');
  const colleague = colleagueRingOf(meet, person);
  if (colleague) return declineAsColleague(command, person, colleague, meet);
  const reason = person.role === 'manager' ? 'REJECTED_BY_MANAGER' : 'REJECTED_BY_CUSTOMER';
  // Declined on another device, or by this very order: it already is as ordered.
  if (isKnownMissedFor(person, reason, meet) && wasCalled(meet, person) && !wasSkipped(meet, person)) return accept();
  if (hasDeclined(meet, person) && (meet.phase === 'RINGING' || meet.phase === 'QUEUED')) return accept();
  const refusal = whyNotToAnswer(command, person, meet);
  if (refusal) return refuse(refusal);
  const { at, by } = command;
  const othersRing = soundingRings(meet).some(({ callee }) => !samePerson(callee, person));
  const declined: MeetEvent = { type: 'RingDeclined', at, by, data: { callee: person } };
  // R39: a call by phone goes on to the next.
  if (meet.queueUntil !== null) return accept(declined, backInQueue(command, meet));
  return accept(othersRing ? declined : missed(command, reason));
}

/** Who started gives up before anybody answered. */
export function cancelMeet(command: CancelMeet, meet: Meet): MeetDecision {
  const person = personOf(command.by);
  if (person === null) return notAllowed('ROLE_NOT_ALLOWED');
  if (isStranger(meet, person)) return refuse({ reason: 'unknown' });
  if (!samePerson(person, meet.startedBy)) return notAllowed('NOT_THE_CALLER');
  if (isKnownMissedFor(person, reasonOfGivingUp(meet), meet)) return accept();
  const winner = winnerOf(meet);
  return winner ? refuse({ reason: 'lost-race', winner }) : callOff(command, meet);
}

/** Ends a meet that nobody has answered on behalf of who called, unless only its timer may do so any more. */
export function callOff(order: Order<string>, meet: Meet): MeetDecision {
  if (isPastDeadline(meet, order.at)) return refuse({ reason: 'ring-expired' });
  return accept(missed(order, reasonOfGivingUp(meet)));
}

/** R41: what it is called when who started this meet gives up; whatever comes before the queue has a name of its own here. */
export function reasonOfGivingUp({ startedBy, phase }: Meet): MissedReason {
  if (startedBy.role === 'manager') return 'MANAGER_LEFT';
  return phase === 'QUEUED' ? 'ABANDONED_IN_QUEUE' : 'CUSTOMER_LEFT';
}

/** The end of a meet that nobody answered. */
export const missed = ({ at, by }: Order<string>, reason: MissedReason): MeetMissed => ({
  type: 'MeetMissed',
  at,
  by,
  data: { reason },
});

/**
 * Has the ring's, or the wait's, deadline passed? From that moment on only the timer may say what became of the meet,
 * even where it has not come round to it (R12, invariant 4).
 */
export function isPastDeadline(meet: Meet, at: string): boolean {
  const deadline = deadlineOf(meet);
  return deadline !== null && at >= deadline;
}

function deadlineOf({ phase, ringDeadline, waitUntil, queueUntil }: Meet): string | null {
  switch (phase) {
    case 'QUEUED':
      return queueUntil;
    case 'RINGING':
      return ringDeadline;
    case 'WAITING_FOR_CUSTOMER':
    case 'LIVE':
    case 'ENDED':
    case 'MISSED':
      return waitUntil;
  }
}

/**
 * Was the meet missed for this reason, which the person may be told? R14: a customer is answered alike whatever the
 * reason, or asking would tell it; a customer's retry is recognised by its idempotency key.
 */
const isKnownMissedFor = (person: Person, reason: MissedReason, meet: Meet): boolean =>
  person.role === 'manager' && meet.missedReason === reason;

/** Refusals that accepting and declining share, or null where the person may answer now. */
function whyNotToAnswer({ at }: Order<string>, person: Person, meet: Meet): MeetRefusal | null {
  if (isStranger(meet, person)) return { reason: 'unknown' };
  if (!wasCalled(meet, person)) return { reason: 'not-allowed', guards: ['NOT_RUNG'] };
  if (wasSkipped(meet, person)) return { reason: 'lost-race', winner: 'RingSkipped' };
  const winner = winnerOf(meet);
  if (winner) return { reason: 'lost-race', winner };
  if (ringOf(meet, person)?.outcome === 'TIMED_OUT') return { reason: 'lost-race', winner: 'RingUnanswered' };
  // Said no before, while others still ring: whoever changed their mind joins once somebody has answered.
  if (hasDeclined(meet, person)) return { reason: 'lost-race', winner: 'RingDeclined' };
  return isPastDeadline(meet, at) ? { reason: 'ring-expired' } : null;
}

const wasCalled = (meet: Meet, person: Person): boolean =>
  ringOf(meet, person) !== undefined || isAwaited(meet, person);

/** R15: was the person's last ring taken from them? An earlier skip says nothing where the ring came back. */
const wasSkipped = (meet: Meet, person: Person): boolean => ringOf(meet, person)?.outcome === 'SKIPPED';

const hasDeclined = (meet: Meet, person: Person): boolean => ringOf(meet, person)?.outcome === 'DECLINED';

/** The event that settled the ring or wait, or null while nothing has. */
function winnerOf(meet: Meet): SettlingEvent | null {
  switch (meet.phase) {
    case 'QUEUED':
    case 'RINGING':
    case 'WAITING_FOR_CUSTOMER':
      return null;
    case 'LIVE':
    case 'ENDED':
      return meet.acceptedBy === null ? 'MeetOpened' : 'MeetAccepted';
    case 'MISSED':
      return 'MeetMissed';
  }
}

const answeredOn = (meet: Meet, person: Person, deviceId: string): boolean =>
  meet.phase === 'LIVE' &&
  meet.acceptedOnDevice === deviceId &&
  meet.acceptedBy !== null &&
  samePerson(meet.acceptedBy, person);

const notAllowed = (guard: GuardName): MeetDecision => refuse({ reason: 'not-allowed', guards: [guard] });
