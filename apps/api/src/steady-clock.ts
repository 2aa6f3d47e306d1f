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
  /** Goes on from what an earlier process kept, and in the same boot also from how long the machine has been up since. */
  resume(kept: Moment): void;
  /** The machine's own, for what others' clocks decide: whether a token is still valid. */
  readonly wall: Clock;
}

/** A moment, and how long the machine had been up by then; null where that could not be told. */
export interface Moment {
  readonly nowMs: number;
  readonly sinceBoot: SinceBoot | null;
}

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
    resume({ nowMs, sinceBoot: before }) {
      const upNow = wall.sinceBoot();
      const sameBoot = before !== null && upNow !== null && before.boot === upNow.boot;
      reach(nowMs + (sameBoot ? Math.max(0, upNow.ms - before.ms) : 0));
    },
    wall,
  };
}
