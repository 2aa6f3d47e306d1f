import type { AdmissionReason, CallCause, DeclineReason, DialFailure, MissedReason } from '@meets/meet-domain';

/** R38, R41: why nobody picked up, as the line tells it. */
export const UNANSWERED = {
  busy: 'BUSY',
  rejected: 'REJECTED_BY_CUSTOMER',
  unreachable: 'UNREACHABLE_DEVICE',
  'no-answer': 'RING_TIMED_OUT',
  // We gave up, which somebody ordered: by then the meet is over, and this changes nothing.
  cancelled: 'SYSTEM_FAILURE',
  completed: 'SYSTEM_FAILURE',
  'media-timeout': 'SYSTEM_FAILURE',
  'carrier-error': 'SYSTEM_FAILURE',
} as const satisfies Record<CallCause['reason'], DialFailure>;

/** Our own number is a matter of settings; the customer's is theirs. */
export const NO_SUCH = { from: 'SYSTEM_FAILURE', to: 'UNREACHABLE_DEVICE' } as const satisfies Record<
  string,
  DialFailure
>;

/** What the caller hears who is not let in. */
export const DECLINED = {
  UNREGISTERED_NUMBER: 'rejected',
  NOT_IN_OPERATION: 'unavailable',
  BLOCKED_CUSTOMER: 'rejected',
  INBOUND_RATE_LIMIT: 'busy',
  CONCURRENCY_LIMIT: 'busy',
  NO_OPERATOR: 'unavailable',
  EXCEEDED_QUEUE: 'busy',
} as const satisfies Record<AdmissionReason, DeclineReason>;

/** And who was let in and not answered: why that is so, is not theirs to know (R14). */
export const MISSED = {
  ...DECLINED,
  NO_OPERATOR: 'unavailable',
  EXCEEDED_QUEUE: 'unavailable',
  ABANDONED_IN_QUEUE: 'unavailable',
  ABANDONED_IN_GREETING: 'unavailable',
  ABANDONED_IN_IVR: 'unavailable',
  IVR_INPUT_TIMEOUT: 'unavailable',
  VOICEMAIL: 'unavailable',
  REJECTED_BY_MANAGER: 'unavailable',
  REJECTED_BY_CUSTOMER: 'unavailable',
  CUSTOMER_LEFT: 'unavailable',
  MANAGER_LEFT: 'unavailable',
  RING_TIMED_OUT: 'unavailable',
  UNREACHABLE_DEVICE: 'unavailable',
  BUSY: 'unavailable',
  SYSTEM_FAILURE: 'unavailable',
} as const satisfies Record<MissedReason, DeclineReason>;
