import { BACKOFF_FIRST_MS, BACKOFF_LONGEST_MS, backoffMs, pauseBefore } from './backoff.ts';

describe('the pause before a call is tried again', () => {
  it('is anything up to a limit that doubles until the longest', () => {
    expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, 0.999_999))).toEqual(
      [1, 2, 4, 8].map((times) => times * BACKOFF_FIRST_MS),
    );
    expect(backoffMs(50, 0.999_999)).toBe(BACKOFF_LONGEST_MS);
    expect(backoffMs(5_000, 0.5)).toBe(BACKOFF_LONGEST_MS / 2);
    expect(backoffMs(7, 0)).toBe(0);
  });

  it('ends without an error when the signal is aborted, then or before', async () => {
    await pauseBefore(50, AbortSignal.abort());
    const abort = new AbortController();
    const paused = pauseBefore(50, abort.signal);
    abort.abort();
    await paused;
  });
});
