import { createStopSignals, FORCE_STOP_AFTER_MS } from './stop-signals.ts';
import { fakeClock } from '../testing/fake-clock.ts';

describe('a process that is signalled to stop', () => {
  it('stops once, however often SIGTERM comes and however late', () => {
    const clock = fakeClock();
    const answer = createStopSignals(clock);
    expect([answer('SIGTERM'), answer('SIGTERM')]).toEqual(['stop', 'ignore']);
    clock.advance(FORCE_STOP_AFTER_MS * 5);
    expect(answer('SIGTERM')).toBe('ignore');
  });

  it('takes a SIGINT that follows at once for the same one', () => {
    const clock = fakeClock();
    const answer = createStopSignals(clock);
    expect([answer('SIGINT'), answer('SIGINT')]).toEqual(['stop', 'ignore']);
    clock.advance(FORCE_STOP_AFTER_MS);
    expect(answer('SIGINT')).toBe('ignore');
  });

  it('exits at once when Ctrl-C is pressed again later, whatever came between', () => {
    const clock = fakeClock();
    const answer = createStopSignals(clock);
    expect([answer('SIGINT'), answer('SIGINT'), answer('SIGTERM')]).toEqual(['stop', 'ignore', 'ignore']);
    clock.advance(FORCE_STOP_AFTER_MS + 1);
    expect(answer('SIGTERM')).toBe('ignore');
    expect(answer('SIGINT')).toBe('exit');
  });

  it('lets a first SIGINT after SIGTERM wait like any other', () => {
    const clock = fakeClock();
    const answer = createStopSignals(clock);
    expect(answer('SIGTERM')).toBe('stop');
    clock.advance(FORCE_STOP_AFTER_MS + 1);
    expect(answer('SIGINT')).toBe('ignore');
    clock.advance(FORCE_STOP_AFTER_MS + 1);
    expect(answer('SIGINT')).toBe('exit');
  });

  it('measures the time that passed, not the wall clock', () => {
    const clock = fakeClock();
    const answer = createStopSignals(clock);
    answer('SIGINT');
    clock.jump(60_000);
    expect(answer('SIGINT')).toBe('ignore');
  });
});
