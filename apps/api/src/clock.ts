/**
 * The one source of time. Two times are told apart, because a ring must end though somebody sets the wall clock back:
 * deadlines are written in wall time, and how long something really took is measured in elapsed time.
 */
export interface Clock {
  /** Milliseconds since the epoch by the wall clock. It may jump, either way. */
  now(): number;
  /** Milliseconds since some moment that stays the same for the life of the process. It never jumps and never goes back. */
  elapsed(): number;
  /**
   * Calls `run` once, when `inMs` of elapsed time have passed; at once (but not synchronously) for zero and less. Answers
   * how to cancel it, which is safe twice and after it ran.
   */
  setTimer(inMs: number, run: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer: (inMs, run) => setLongTimer(inMs, run),
};

/** RFC 3339, UTC, milliseconds: how the log writes moments. */
export const timestampOf = (ms: number): string => new Date(ms).toISOString();

/** Node's longest timer; a longer one would run at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

function setLongTimer(inMs: number, run: () => void): () => void {
  const end = performance.now() + inMs;
  let timer: NodeJS.Timeout;
  const arm = (leftMs: number): void => {
    timer = setTimeout(
      () => {
        const stillMs = end - performance.now();
        // Node may fire up to a millisecond early; half a millisecond left counts as due, or it would be armed for zero again.
        if (stillMs > 0.5) arm(stillMs);
        else run();
      },
      Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS),
    );
  };
  arm(inMs);
  return () => clearTimeout(timer);
}
