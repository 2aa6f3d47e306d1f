import { accept, type Order, refuse } from '../decider.ts';
import { type Person, personOf, samePerson } from '../person.ts';
import { hungUp } from './call.ts';
import { acceptMeet, callOff, cancelMeet, declineMeet } from './answer.ts';
import { colleagueRingOf, comeAsColleague, leavingToColleague } from './colleague.ts';
import type { AcceptMeet, EndMeet, JoinMeet, LeaveMeet } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { LeaveReason, MeetEvent } from './events.ts';
import type { Meet } from './state.ts';
import { cameByRoomLink, entering, isMutedOnJoin } from './entering.ts';
import { entryGate } from './gate.ts';
import { MAX_PARTICIPANTS } from './limits.ts';
import { isAwaited, isOver, isRung, isStranger, stayOf, staysNow } from './standing.ts';

/**
 * Comes into a live meet, for the first time or again. Before the answer, joining is answering for who is called, and
 * nobody else can be in. Who is in already stays in, whatever has become of their seat: no event, unless they come by their
 * group's link now and are a member from then on (R29).
 */
export function joinMeet(command: JoinMeet, meet: Meet): MeetDecision {
  const { by, client, facts } = command;
  const person = personOf(by);
  if (person === null) return refuse({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  if (isStranger(meet, person)) return refuse({ reason: 'unknown' });
  if (isOver(meet)) return refuse({ reason: 'over' });
  if (meet.phase !== 'LIVE') return answerByJoining(command, person, meet);
  const membership = cameByRoomLink(command, person, facts, meet);
  if (stayOf(meet, person)) return accept(...membership);
  const ring = colleagueRingOf(meet, person);
  if (ring?.outcome === 'RINGING' && command.at < ring.deadline) {
    return comeAsColleague(acceptance(command), person, ring, meet);
  }
  const guards = entryGate({ by, place: meet.place, client, facts });
  if (guards.length > 0) return refuse({ reason: 'not-allowed', guards });
  if (staysNow(meet).length >= MAX_PARTICIPANTS) return refuse({ reason: 'full', limit: MAX_PARTICIPANTS });
  return accept(...entering(command, person, isMutedOnJoin(facts)), ...membership);
}

/**
 * R32: only me. Before the answer: give up (who started) or decline (who is rung). A customer who leaves does not end it
 * for the managers still in, but the last one out ends the meet, in the same decision (R33).
 */
export function leaveMeet(command: LeaveMeet, meet: Meet): MeetDecision {
  const person = personOf(command.by);
  if (person === null) return refuse({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  if (isStranger(meet, person)) return refuse({ reason: 'unknown' });
  if (isOver(meet)) return refuse({ reason: 'over' });
  if (meet.phase !== 'LIVE') return giveUp(command, person, meet);
  if (!stayOf(meet, person)) return refuse({ reason: 'not-in-meet' });
  return accept(...departure(command, person, reasonSaidByThemselves(command.reason), meet));
}

/**
 * R32: for everyone; managers only, and only from within: who is not in has nothing to hang up. A meet that waits for its
 * customer (R18) has nobody in it and holds its chat (R7), so any manager may end it, whether or not who started is there.
 */
export function endMeet(command: EndMeet, meet: Meet): MeetDecision {
  const person = personOf(command.by);
  if (person === null) return refuse({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  if (isStranger(meet, person)) return refuse({ reason: 'unknown' });
  if (person.role === 'customer') return refuse({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
  if (isOver(meet)) return refuse({ reason: 'over' });
  if (meet.phase === 'WAITING_FOR_CUSTOMER') return callOff(command, meet);
  if (meet.phase !== 'LIVE') return giveUp(command, person, meet);
  if (!stayOf(meet, person)) return refuse({ reason: 'not-in-meet' });
  const { at, by } = command;
  const lefts = staysNow(meet).map((stay) => left(command, stay.person, 'ENDED_FOR_EVERYONE'));
  return accept(...lefts, { type: 'MeetEnded', at, by, data: { cause: 'ended-for-everyone' } });
}

/**
 * Somebody who is in leaves; where nobody remains, the meet has ended: none stays live with nobody in it (R33). A call by phone
 * ends with its customer (R32), and with the last manager in it: nobody is left alone on the phone.
 */
export function departure(order: Order<string>, person: Person, reason: LeaveReason, meet: Meet): readonly MeetEvent[] {
  const { at, by } = order;
  if (meet.kind === 'PHONE' && person.role === 'customer') return hungUp(order, reason, meet);
  const gone = left(order, person, reason);
  const others = staysNow(meet).filter((stay) => !samePerson(stay.person, person));
  const goOn = meet.kind === 'PHONE' ? others.filter((stay) => stay.person.role === 'manager') : others;
  if (goOn.length > 0) return [...leavingToColleague(order, person, meet), gone];
  const cutOff = others.map((stay) => left(order, stay.person, 'ENDED_FOR_EVERYONE'));
  return [gone, ...cutOff, { type: 'MeetEnded', at, by, data: { cause: 'last-one-left' } }];
}

function answerByJoining(command: JoinMeet, person: Person, meet: Meet): MeetDecision {
  const called = meet.phase === 'RINGING' ? isRung(meet, person) : isAwaited(meet, person);
  if (!called) return refuse({ reason: 'not-answered' });
  return acceptMeet(acceptance(command), meet);
}

/** Joining, where it is answering. */
function acceptance({ at, by, client, facts, starterAway = false, starterMuted = false }: JoinMeet): AcceptMeet {
  return { type: 'AcceptMeet', at, by, client, deviceId: null, facts, starterAway, starterMuted };
}

function giveUp({ at, by }: Order<string>, person: Person, meet: Meet): MeetDecision {
  if (samePerson(person, meet.startedBy)) return cancelMeet({ type: 'CancelMeet', at, by }, meet);
  if (isRung(meet, person)) return declineMeet({ type: 'DeclineMeet', at, by }, meet);
  return refuse({ reason: 'not-in-meet' });
}

/**
 * The reasons that only others can know (somebody ended it for everyone, a phone hung up) are recorded as plain LEFT when
 * a person gives them for themselves: leaving must never fail for its wording, and history must not lie.
 */
function reasonSaidByThemselves(reason: LeaveReason): LeaveReason {
  switch (reason) {
    case 'LEFT':
    case 'PERMISSION_CHANGED':
    case 'CONNECTION_LOST':
      return reason;
    case 'ENDED_FOR_EVERYONE':
    case 'HUNG_UP':
      return 'LEFT';
  }
}

const left = ({ at, by }: Order<string>, participant: Person, reason: LeaveReason): MeetEvent => ({
  type: 'ParticipantLeft',
  at,
  by,
  data: { participant, reason },
});
