import { FIRST_RETRY_MS, LONGEST_RETRY_MS, retryWaitMs } from './back-off.ts';

describe('the wait before another attempt', () => {
  it('may be anything up to a bound, so that many clients do not come back in one moment', () => {
    expect([0, 0.25, 0.5].map((chance) => retryWaitMs(1, () => chance))).toEqual([
      0,
      FIRST_RETRY_MS / 4,
      FIRST_RETRY_MS / 2,
    ]);
  });

  it('doubles its bound with every failure in a row, up to the longest', () => {
    const nearlyOne = () => 1 - Number.EPSILON;
    const waits = [1, 2, 3, 4, 5, 6, 7, 100].map((failures) => retryWaitMs(failures, nearlyOne) + 1);
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, LONGEST_RETRY_MS, LONGEST_RETRY_MS]);
  });
});
