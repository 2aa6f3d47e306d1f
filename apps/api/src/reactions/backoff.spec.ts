import { backoffMs } from './backoff.ts';

const backoff = { firstMs: 100, longestMs: 1_000 };

describe('a wait between tries', () => {
  it('doubles up to the longest', () => {
    const waits = [1, 2, 3, 4, 5, 50, 2_000].map((failures) => backoffMs(backoff, failures, 1));
    expect(waits).toEqual([100, 200, 400, 800, 1_000, 1_000, 1_000]);
  });

  it('is spread between half and all of it', () => {
    expect([backoffMs(backoff, 2, 0), backoffMs(backoff, 2, 0.5), backoffMs(backoff, 2, 1)]).toEqual([100, 150, 200]);
  });
});
