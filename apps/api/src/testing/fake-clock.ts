import type { Clock } from '../time/clock.ts';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Time passes: both times move on, and timers run in order, each at its own moment. */
  advance(ms: number): void;
  /** Somebody sets the wall clock, forward or (negative) back; no time passes and no timer runs. */
  jump(ms: number): void;
  /** The machine is started anew: it has been up for no time at all. Timers of the process before are not run. */
  reboot(): void;
  /** How many timers are set. */
  timers(): number;
}

/** Starts at a fixed moment, so that histories written in tests are the same each time. */
export function fakeClock(startAt = '2026-03-02T09:00:00.000Z'): FakeClock {
  let wall = Date.parse(startAt);
  let elapsed = 0;
  let serial = 0;
  let boots = 1;
  let bootedAt = 0;
  const timers = new Map<number, { readonly due: number; readonly run: () => void }>();

  const nextDue = (until: number): number | undefined => {
    let next: { readonly id: number; readonly due: number } | undefined;
    for (const [id, { due }] of timers) if (due <= until && (!next || due < next.due)) next = { id, due };
    return next?.id;
  };

  return {
    now: () => wall,
    elapsed: () => elapsed,
    setTimer(inMs, run) {
      const id = serial++;
      timers.set(id, { due: elapsed + Math.max(inMs, 0), run });
      return () => void timers.delete(id);
    },
    advance(ms) {
      const until = elapsed + ms;
      for (let id = nextDue(until); id !== undefined; id = nextDue(until)) {
        const timer = timers.get(id);
        timers.delete(id);
        if (!timer) continue;
        wall += timer.due - elapsed;
        elapsed = timer.due;
        timer.run();
      }
      wall += until - elapsed;
      elapsed = until;
    },
    jump(ms) {
      wall += ms;
    },
    reboot() {
      boots += 1;
      bootedAt = elapsed;
      timers.clear();
    },
    timers: () => timers.size,
    sinceBoot: () => ({ boot: `boot ${boots}`, ms: elapsed - bootedAt }),
  };
}
