import { RING_TIMEOUT_MS } from '@meets/meet-domain';
import type { Clock, SinceBoot } from './clock.ts';

/**
 * What "now" is for whatever is decided, recorded or due: the later of the wall clock and of what is known to have passed.
 * A wall clock that is set back neither turns it back nor stops it, and one that is set forward takes it along.
 */
export interface SteadyClock extends Clock {
  /** Never goes back, and goes on by at least the elapsed time. Milliseconds since the epoch, whole ones. */
  now(): number;
  /** It is no earlier than this moment, for somebody has recorded it. An earlier one changes nothing. */
  reach(ms: number): void;
  /** This moment, as the next process can go on from it. */
  moment(): Moment;
  /**
   * Goes on from what an earlier process kept. In the same boot, so long as the machine has been up since; in another one by the
   * wall clock, and where that was set back meanwhile, {@link UNKNOWN_DOWNTIME_MS} later than what was kept.
   */
  resume(kept: Moment): void;
  /** The machine's own, for what others' clocks decide: whether a token is still valid. */
  readonly wall: Clock;
}

/** A moment, and how long the machine had been up by then; null where that could not be told. */
export interface Moment {
  readonly nowMs: number;
  readonly sinceBoot: SinceBoot | null;
}

/**
 * What counts as passed where nobody can know how long a machine was down: as long as a ring may last, so that none that
 * sounded before outlives its deadline (R12, invariant 4).
 */
export const UNKNOWN_DOWNTIME_MS = RING_TIMEOUT_MS;

export function steadyClock(wall: Clock): SteadyClock {
  let reachedMs = wall.now();
  let reachedAt = wall.elapsed();

  const advance = (): void => {
    const elapsed = wall.elapsed();
    reachedMs = Math.max(wall.now(), reachedMs + elapsed - reachedAt);
    reachedAt = elapsed;
  };
  const reach = (ms: number): void => {
    advance();
    reachedMs = Math.max(reachedMs, ms);
  };
  const now = (): number => {
    advance();
    return Math.floor(reachedMs);
  };
  return {
    now,
    reach,
    elapsed: () => wall.elapsed(),
    setTimer: (inMs, run) => wall.setTimer(inMs, run),
    sinceBoot: () => wall.sinceBoot(),
    moment: () => ({ nowMs: now(), sinceBoot: wall.sinceBoot() }),
    resume: (kept) => reach(kept.nowMs + passedSince(kept, wall)),
    wall,
  };
}

/** How long it has been at least since that moment, as far as this machine can tell. Milliseconds. */
function passedSince({ nowMs, sinceBoot: before }: Moment, wall: Clock): number {
  const upNow = wall.sinceBoot();
  if (before !== null && upNow !== null && before.boot === upNow.boot) return Math.max(0, upNow.ms - before.ms);
  return wall.now() < nowMs ? UNKNOWN_DOWNTIME_MS : 0;
}
