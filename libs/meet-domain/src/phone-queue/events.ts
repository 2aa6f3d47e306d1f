import type { Fact } from '../decider.ts';
import type { MissedReason } from '../meet/missed-reason.ts';

/** A call was let in: it counts until it is over, and waits until somebody answers it. */
export type CallLetIn = Fact<'CallLetIn', OfCall & { readonly customerId: string }>;
/** A call was not let in, and is missed for this reason. */
export type CallTurnedAway = Fact<
  'CallTurnedAway',
  OfCall & { readonly customerId: string; readonly reason: AdmissionReason }
>;
/** Somebody answered it: it waits no longer. */
export type CallAnswered = Fact<'CallAnswered', OfCall>;
/** It is over, answered or not. */
export type CallOver = Fact<'CallOver', OfCall>;

/** Why a call is not let in (R41), in the order in which they are looked at. */
export type AdmissionReason = Extract<
  MissedReason,
  | 'UNREGISTERED_NUMBER'
  | 'NOT_IN_OPERATION'
  | 'BLOCKED_CUSTOMER'
  | 'INBOUND_RATE_LIMIT'
  | 'CONCURRENCY_LIMIT'
  | 'NO_OPERATOR'
  | 'EXCEEDED_QUEUE'
>;

interface OfCall {
  readonly meetId: string;
}

export type PhoneQueueEvent = CallLetIn | CallTurnedAway | CallAnswered | CallOver;
