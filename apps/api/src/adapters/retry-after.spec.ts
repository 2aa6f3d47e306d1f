import { MAX_RETRY_AFTER_MS, retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-01-31T09:00:00.000Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['0', 0],
    ['Sat, 31 Jan 2026 09:01:30 GMT', 90_000],
    ['Sat, 31 Jan 2026 08:00:00 GMT', 0],
    ['999999999999', MAX_RETRY_AFTER_MS],
    ['soon', null],
    ['-5 o clock', null],
    [null, null],
  ])('%p means %p ms', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms));
});
