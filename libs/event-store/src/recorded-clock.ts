/**
 * The moment an event is taken in, as text that never goes backwards: where the clock steps back, the last moment is
 * given again until the clock has passed it. `last`: the newest moment already in the log.
 */
export function createRecordedClock(now: () => number, last = ''): () => string {
  let lastMs = Number.NaN;
  let text = last;
  return () => {
    const ms = now();
    if (ms === lastMs) return text;
    lastMs = ms;
    const fresh = new Date(ms).toISOString();
    // Written this way, comparing the texts compares the moments.
    if (fresh > text) text = fresh;
    return text;
  };
}
