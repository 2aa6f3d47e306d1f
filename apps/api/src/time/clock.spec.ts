import { LONGEST_TIMER_MS, systemClock, timestampOf } from './clock.ts';
import { fakeClock } from '../testing/fake-clock.ts';

describe('the system clock', () => {
  it('runs a timer once, and only after its time in elapsed time', async () => {
    const began = systemClock.elapsed();
    await new Promise<void>((resolve) => systemClock.setTimer(20, resolve));
    expect(systemClock.elapsed() - began).toBeGreaterThanOrEqual(19);
  });

  it('does not run a timer at once that is longer than the platform’s longest', async () => {
    let ran = false;
    const cancel = systemClock.setTimer(LONGEST_TIMER_MS + 60_000, () => (ran = true));
    await new Promise<void>((resolve) => systemClock.setTimer(20, resolve));
    expect(ran).toBe(false);
    cancel();
    cancel();
  });

  it('runs no timer that was cancelled', async () => {
    let ran = false;
    systemClock.setTimer(0, () => (ran = true))();
    await new Promise<void>((resolve) => systemClock.setTimer(20, resolve));
    expect(ran).toBe(false);
  });
});

describe('a timestamp', () => {
  it('is RFC 3339, UTC, with milliseconds', () => {
    expect(timestampOf(0)).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('the fake clock', () => {
  it('runs timers in order, each at its own moment, those included that were set on the way', () => {
    const clock = fakeClock('2026-01-01T00:00:00.000Z');
    const ran: [string, number][] = [];
    const note = (name: string) => () => void ran.push([name, clock.elapsed()]);
    clock.setTimer(20, note('late'));
    clock.setTimer(10, () => {
      note('early')();
      clock.setTimer(5, note('on the way'));
    });
    clock.advance(30);
    expect(ran).toEqual([
      ['early', 10],
      ['on the way', 15],
      ['late', 20],
    ]);
    expect(timestampOf(clock.now())).toBe('2026-01-01T00:00:00.030Z');
  });

  it('tells a jump of the wall clock from time that passes', () => {
    const clock = fakeClock();
    const before = clock.now();
    clock.jump(-1_000);
    expect([clock.now() - before, clock.elapsed()]).toEqual([-1_000, 0]);
  });
});
