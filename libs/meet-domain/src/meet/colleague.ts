import { accept, type Order, refuse } from '../decider.ts';
import { type Person, samePerson } from '../person.ts';
import { managerOnCall } from './at-telephone.ts';
import type { AcceptMeet, RingColleague, StopRingingColleague } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import { entering, isMutedOnJoin } from './entering.ts';
import type { MeetEvent } from './events.ts';
import type { Meet, Ring } from './state.ts';
import { entryGate } from './gate.ts';
import { MAX_PARTICIPANTS } from './limits.ts';
import type { MeetRefusal, SettlingEvent } from './refusals.ts';
import { isOver, ringOf, soundingRings, staysNow, stayOf } from './standing.ts';

/*
 * In a call by phone that is live, a manager rings a colleague: to consult them, or to leave the call to them. The call goes on
 * meanwhile, and its customer learns of it by nothing but that somebody comes in, or leaves.
 */

/** Rings a colleague, who was reserved for it (R39). The same again while it rings is nothing new; others who want them too are refused. */
export function ringColleague(command: RingColleague, meet: Meet): MeetDecision {
  const { at, by, managerId, deadline, handOver } = command;
  const rungBy = managerOnCall(by, meet);
  if ('reason' in rungBy) return refuse(rungBy);
  const callee: Person = { role: 'manager', id: managerId };
  if (stayOf(meet, callee)) return refuse(BUSY);
  const ring = soundingRings(meet).find((one) => samePerson(one.callee, callee));
  if (ring) return isSameWish(ring, rungBy, handOver) ? accept() : refuse(BUSY);
  const coming = staysNow(meet).length + soundingRings(meet).length;
  if (coming >= MAX_PARTICIPANTS) return refuse({ reason: 'full', limit: MAX_PARTICIPANTS });
  return accept({ type: 'ColleagueRang', at, by, data: { callee, rungBy, deadline, handOver } });
}

/** Any manager who is in may call a ring off. Where it is over already, they learn how. */
export function stopRingingColleague(command: StopRingingColleague, meet: Meet): MeetDecision {
  const { at, by, managerId } = command;
  const found = managerOnCall(by, meet);
  if ('reason' in found) return refuse(found);
  const callee: Person = { role: 'manager', id: managerId };
  const ring = ringOf(meet, callee);
  if (ring?.colleague == null) return refuse({ reason: 'not-allowed', guards: ['NOT_RUNG'] });
  if (ring.outcome === 'CANCELED') return accept();
  const refusal = whyOver(ring, at);
  return refusal ? refuse(refusal) : accept({ type: 'ColleagueRingWithdrawn', at, by, data: { callee } });
}

/** The colleague comes, by this ring of theirs. Who wanted to leave the call to them leaves with it. */
export function comeAsColleague(command: AcceptMeet, person: Person, ring: ColleagueRing, meet: Meet): MeetDecision {
  const { at, by, client, deviceId, facts } = command;
  if (isOver(meet)) return refuse({ reason: 'over' });
  // The same device again is a retry; another device of the same person has lost the race (R11).
  if (ring.outcome === 'ACCEPTED' && deviceId !== null && ring.colleague.answeredOnDevice === deviceId) return accept();
  const refusal = whyOver(ring, at);
  if (refusal) return refuse(refusal);
  const guards = entryGate({ by, place: meet.place, client, facts });
  if (guards.length > 0) return refuse({ reason: 'not-allowed', guards });
  if (staysNow(meet).length >= MAX_PARTICIPANTS) return refuse({ reason: 'full', limit: MAX_PARTICIPANTS });
  const { rungBy, handOver } = ring.colleague;
  const leaves = handOver && stayOf(meet, rungBy) !== undefined;
  return accept(
    { type: 'ColleagueAnswered', at, by, data: { callee: person, deviceId } },
    ...entering(command, person, isMutedOnJoin(facts)),
    ...(leaves ? handedOver(command, rungBy, person, meet) : []),
    ...(leaves ? [{ type: 'ParticipantLeft', at, by, data: { participant: rungBy, reason: 'LEFT' } } as const] : []),
  );
}

/** The colleague says no. */
export function declineAsColleague(command: Order<string>, person: Person, ring: Ring, meet: Meet): MeetDecision {
  if (isOver(meet)) return refuse({ reason: 'over' });
  if (ring.outcome === 'DECLINED') return accept();
  const { at, by } = command;
  const refusal = whyOver(ring, at);
  return refusal ? refuse(refusal) : accept({ type: 'RingDeclined', at, by, data: { callee: person } });
}

/** A ring of a colleague, by which they came or may come. */
export type ColleagueRing = Ring & { readonly colleague: NonNullable<Ring['colleague']> };

/** The ring by which this person is, or was last, called into the live call; null where their last ring was of another kind, or none. */
export function colleagueRingOf(meet: Meet, person: Person): ColleagueRing | null {
  const ring = ringOf(meet, person);
  return ring?.colleague == null ? null : { ...ring, colleague: ring.colleague };
}

/** Somebody leaves: to the colleague whom they rang, where that one is in the call. */
export function leavingToColleague(order: Order<string>, person: Person, meet: Meet): readonly MeetEvent[] {
  const came = meet.rings.findLast(
    ({ callee, outcome, colleague }) =>
      outcome === 'ACCEPTED' && colleague !== null && samePerson(colleague.rungBy, person) && stayOf(meet, callee),
  );
  return came ? handedOver(order, person, came.callee, meet) : [];
}

/** Whoever takes a call over takes its customer off hold. */
function handedOver({ at, by }: Order<string>, from: Person, to: Person, { onHold }: Meet): readonly MeetEvent[] {
  const handed: MeetEvent = { type: 'CallHandedOver', at, by, data: { from, to } };
  return onHold ? [handed, { type: 'CallResumed', at, by, data: { participant: to } }] : [handed];
}

const isSameWish = ({ colleague }: Ring, rungBy: Person, handOver: boolean): boolean =>
  colleague !== null && samePerson(colleague.rungBy, rungBy) && colleague.handOver === handOver;

/** Null while it sounds. */
function whyOver({ outcome, deadline }: Ring, at: string): MeetRefusal | null {
  if (outcome === 'RINGING') return at < deadline ? null : { reason: 'ring-expired' };
  return { reason: 'lost-race', winner: WINNERS[outcome] };
}

const WINNERS = {
  ACCEPTED: 'ColleagueAnswered',
  DECLINED: 'RingDeclined',
  TIMED_OUT: 'RingUnanswered',
  CANCELED: 'ColleagueRingWithdrawn',
  // Neither can become of a colleague's ring.
  ANSWERED_ELSEWHERE: 'ColleagueAnswered',
  SKIPPED: 'ColleagueRingWithdrawn',
} as const satisfies Record<Exclude<Ring['outcome'], 'RINGING'>, SettlingEvent>;

const BUSY: MeetRefusal = { reason: 'not-allowed', guards: ['COLLEAGUE_BUSY'] };
