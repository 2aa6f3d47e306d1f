import { jest } from '@jest/globals';
import { MAX_LATE_TICKS, TICK_MS, Ticker } from './ticker.ts';

describe('the clock of all calls', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ticks fifty times a second for everybody who joined, and stands still for nobody', () => {
    const ticker = new Ticker();
    let [one, other] = [0, 0];
    const leaveOne = ticker.join(() => (one += 1));
    const leaveOther = ticker.join(() => (other += 1));
    jest.advanceTimersByTime(1_000);
    expect([one, other]).toEqual([50, 50]);
    leaveOne();
    leaveOne();
    jest.advanceTimersByTime(100);
    expect([one, other]).toEqual([50, 55]);
    leaveOther();
    expect(jest.getTimerCount()).toBe(0);
    ticker.join(() => (one += 1))();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('makes up for what it was late with, but not for all of a long pause', () => {
    const ticker = new Ticker();
    let ticks = 0;
    const leave = ticker.join(() => (ticks += 1));
    jest.setSystemTime(Date.now());
    // The process is busy for two seconds: the clock goes on, and nothing runs.
    jest.advanceTimersByTime(TICK_MS);
    const before = ticks;
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 2_000);
    jest.runOnlyPendingTimers();
    expect(ticks - before).toBe(MAX_LATE_TICKS + 1);
    leave();
    jest.restoreAllMocks();
  });
});
