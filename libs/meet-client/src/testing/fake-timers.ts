/** Timers that run when a test moves the time, and not before. */
export interface FakeTimers {
  setTimer(inMs: number, run: () => void): () => void;
  advance(ms: number): void;
  /** How long until each timer that is set, shortest first. */
  pendingMs(): number[];
}

export function fakeTimers(): FakeTimers {
  let now = 0;
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  const next = (until: number) => [...timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
  return {
    setTimer(inMs, run) {
      const timer = { due: now + inMs, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer);
        now = timer.due;
        timer.run();
      }
      now = until;
    },
    pendingMs: () => [...timers].map(({ due }) => due - now).sort((a, b) => a - b),
  };
}
