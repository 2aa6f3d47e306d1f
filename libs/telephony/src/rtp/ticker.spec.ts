import { jest } from '@jest/globals';
import { MAX_LATE_TICKS, TICK_MS, Ticker } from './ticker.ts';

describe('the clock of all calls', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ticks fifty times a second while it goes, and stands still otherwise', () => {
    const late: number[] = [];
    const ticker = new Ticker((lateMs) => {
      late.push(lateMs);
      if (late.length === 60) ticker.stop();
    });
    ticker.start();
    ticker.start();
    jest.advanceTimersByTime(1_000);
    expect(late).toEqual(Array.from({ length: 50 }, () => 0));
    jest.advanceTimersByTime(1_000);
    expect(late).toHaveLength(60);
    ticker.stop();
    expect(jest.getTimerCount()).toBe(0);
    ticker.start();
    ticker.stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('makes up for what it was late with, but not for all of a long pause', () => {
    const late: number[] = [];
    const ticker = new Ticker((lateMs) => late.push(lateMs));
    ticker.start();
    jest.setSystemTime(Date.now());
    // The process is busy for two seconds: the clock goes on, and nothing runs.
    jest.advanceTimersByTime(TICK_MS);
    const before = late.length;
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 2_000);
    jest.runOnlyPendingTimers();
    expect(late.length - before).toBe(MAX_LATE_TICKS + 1);
    expect(Math.max(...late)).toBeGreaterThanOrEqual(MAX_LATE_TICKS * TICK_MS);
    ticker.stop();
    jest.restoreAllMocks();
  });
});
