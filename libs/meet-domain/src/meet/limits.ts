import type { MeetLimits } from './commands.ts';

/** R12: how long a ring sounds at most, whatever its direction and kind. No setting changes it. */
export const RING_TIMEOUT_MS = 120_000;

/** R39: how long a call by phone rings one manager, inside the {@link RING_TIMEOUT_MS} that it rings altogether. */
export const MANAGER_RING_MS = 30_000;

/** R18: how long a meet waits at most for an offline customer: 24 hours. */
export const CUSTOMER_WAIT_MS = 24 * 60 * 60 * 1000;

/** R5: the most persons in a meet at one time. */
export const MAX_PARTICIPANTS = 10;

/** What every StartMeet carries outside tests. */
export const DEFAULT_MEET_LIMITS: MeetLimits = { ringTimeoutMs: RING_TIMEOUT_MS, customerWaitMs: CUSTOMER_WAIT_MS };
