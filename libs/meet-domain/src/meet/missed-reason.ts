/** Why nobody answered (R41). Exactly one for each missed meet; only managers may see it (R14). */
export const MISSED_REASONS = [
  'NOT_IN_OPERATION',
  'UNREGISTERED_NUMBER',
  'BLOCKED_CUSTOMER',
  'INBOUND_RATE_LIMIT',
  'CONCURRENCY_LIMIT',
  'NO_OPERATOR',
  'EXCEEDED_QUEUE',
  'ABANDONED_IN_QUEUE',
  'ABANDONED_IN_GREETING',
  'ABANDONED_IN_IVR',
  'IVR_INPUT_TIMEOUT',
  'VOICEMAIL',
  'REJECTED_BY_MANAGER',
  'REJECTED_BY_CUSTOMER',
  'CUSTOMER_LEFT',
  'MANAGER_LEFT',
  'RING_TIMED_OUT',
  'UNREACHABLE_DEVICE',
  'BUSY',
  'SYSTEM_FAILURE',
] as const;

export type MissedReason = (typeof MISSED_REASONS)[number];
