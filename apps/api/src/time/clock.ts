import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/**
 * A source of time. Two times are told apart, because a ring must end though somebody sets the wall clock back:
 * deadlines are written in wall time, and how long something really took is measured in elapsed time. What commands and
 * deadlines take for now is the {@link SteadyClock} over the machine's.
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
  /** How long the machine has been up, which goes on from one process to the next; null where it cannot be told. */
  sinceBoot(): SinceBoot | null;
}

/** A time that no process's restart and nobody who sets the wall clock interrupts. */
export interface SinceBoot {
  /** Differs from boot to boot, and from machine to machine. */
  readonly boot: string;
  readonly ms: number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer: (inMs, run) => setLongTimer(inMs, run),
  sinceBoot() {
    boot ??= readBootId();
    return boot === '' ? null : { boot, ms: uptime() * 1_000 };
  },
};

let boot: string | undefined;

/** Linux tells; elsewhere there is none, and then a restart goes by what the process before it wrote down. */
function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

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
