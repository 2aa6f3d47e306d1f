import { setTimeout as wait } from 'node:timers/promises';

/** The longest first pause before a call is tried again, in milliseconds. */
export const BACKOFF_FIRST_MS = 50;
/** The longest pause of all, in milliseconds. */
export const BACKOFF_LONGEST_MS = 5_000;

/**
 * How long to pause before try number `attempt` (from 1): anything up to a limit that doubles each time, so that many
 * clients of a server that comes back do not all knock at once ("full jitter"). `random` is in [0, 1).
 */
export function backoffMs(attempt: number, random: number): number {
  const limit = Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.ceil(limit * random);
}

/** Pauses before the next try, at most `longestMs`; returns at once when the signal is aborted, then or before. */
export async function pauseBefore(attempt: number, signal: AbortSignal, longestMs = BACKOFF_LONGEST_MS): Promise<void> {
  try {
    await wait(Math.min(longestMs, backoffMs(attempt, Math.random())), undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
