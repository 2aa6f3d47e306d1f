import { fakeClock } from '../testing/fake-clock.ts';
import { steadyClock, UNKNOWN_DOWNTIME_MS } from './steady-clock.ts';

describe('the steady clock', () => {
  it('goes with the wall clock, forward jumps included', () => {
    const wall = fakeClock();
    const steady = steadyClock(wall);
    wall.advance(1_000);
    expect(steady.now()).toBe(wall.now());
    wall.jump(60_000);
    expect(steady.now()).toBe(wall.now());
  });

  it('is neither turned back nor stopped by a wall clock that is set back', () => {
    const wall = fakeClock();
    const steady = steadyClock(wall);
    const began = steady.now();
    wall.jump(-3_600_000);
    expect(steady.now()).toBe(began);
    wall.advance(500);
    expect(steady.now()).toBe(began + 500);
    expect(steady.wall.now()).toBe(wall.now());
  });

  it('is no earlier than a moment that somebody has recorded', () => {
    const wall = fakeClock();
    const steady = steadyClock(wall);
    steady.reach(wall.now() + 5_000);
    steady.reach(wall.now() + 1_000);
    wall.advance(1_000);
    expect(steady.now()).toBe(wall.now() + 5_000);
  });

  it('goes on after a restart by how long the machine has been up', () => {
    const wall = fakeClock();
    const kept = steadyClock(wall).moment();
    wall.advance(7_000);
    wall.jump(-3_600_000);
    const restarted = steadyClock(wall);
    restarted.resume(kept);
    expect(restarted.now()).toBe(kept.nowMs + 7_000);
  });

  it('goes on after a reboot by the wall clock, and as long as a ring lasts later where that was set back', () => {
    const wall = fakeClock();
    const kept = steadyClock(wall).moment();
    wall.advance(7_000);
    wall.reboot();
    const rebooted = steadyClock(wall);
    rebooted.resume(kept);
    expect(rebooted.now()).toBe(kept.nowMs + 7_000);

    wall.jump(-3_600_000);
    const setBack = steadyClock(wall);
    setBack.resume(kept);
    expect(setBack.now()).toBe(kept.nowMs + UNKNOWN_DOWNTIME_MS);
  });

  it('is not taken along by a moment of another machine’s boot, nor back by one that is long over', () => {
    const wall = fakeClock();
    const steady = steadyClock(wall);
    const began = steady.now();
    steady.resume({ nowMs: began - 60_000, sinceBoot: { boot: 'elsewhere', ms: -1_000_000 } });
    expect(steady.now()).toBe(began);
  });
});
