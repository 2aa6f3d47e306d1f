import { type Person, samePerson } from '../person.ts';
import type { MeetRang } from './events.ts';
import type { MissedReason } from './missed-reason.ts';
import type { Meet, Ring, RingOutcome } from './state.ts';

/** Somebody’s devices ring, and with them the meet. */
export function rang(meet: Meet, { at, data }: MeetRang): Meet {
  const ring: Ring = {
    callee: data.callee,
    startedAt: at,
    deadline: data.deadline,
    outcome: 'RINGING',
    colleague: null,
  };
  return { ...meet, phase: 'RINGING', ringDeadline: data.deadline, rings: [...meet.rings, ring] };
}

/** One ring is over, and the meet is not. */
export const ringStopped = (meet: Meet, who: Person, outcome: RingOutcome): Meet => ({
  ...meet,
  rings: settleRings(meet.rings, ({ callee }) => (samePerson(callee, who) ? outcome : 'RINGING')),
});

/** Settled rings stay as they are; for each that still sounds `outcomeOf` says what becomes of it. */
export function settleRings(rings: readonly Ring[], outcomeOf: (ring: Ring) => RingOutcome): readonly Ring[] {
  return rings.map((ring) => (ring.outcome === 'RINGING' ? { ...ring, outcome: outcomeOf(ring) } : ring));
}

/** What becomes of a ring that still sounds when the meet is missed. */
export const RING_OUTCOME_OF = {
  NOT_IN_OPERATION: 'CANCELED',
  UNREGISTERED_NUMBER: 'CANCELED',
  BLOCKED_CUSTOMER: 'CANCELED',
  INBOUND_RATE_LIMIT: 'CANCELED',
  CONCURRENCY_LIMIT: 'CANCELED',
  NO_OPERATOR: 'CANCELED',
  EXCEEDED_QUEUE: 'CANCELED',
  ABANDONED_IN_QUEUE: 'CANCELED',
  ABANDONED_IN_GREETING: 'CANCELED',
  ABANDONED_IN_IVR: 'CANCELED',
  IVR_INPUT_TIMEOUT: 'CANCELED',
  VOICEMAIL: 'CANCELED',
  REJECTED_BY_MANAGER: 'DECLINED',
  REJECTED_BY_CUSTOMER: 'DECLINED',
  CUSTOMER_LEFT: 'CANCELED',
  MANAGER_LEFT: 'CANCELED',
  RING_TIMED_OUT: 'TIMED_OUT',
  UNREACHABLE_DEVICE: 'CANCELED',
  BUSY: 'DECLINED',
  SYSTEM_FAILURE: 'CANCELED',
} as const satisfies Record<MissedReason, RingOutcome>;
