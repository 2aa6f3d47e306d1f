import type { Clock } from '../time/clock.ts';

/** A second Ctrl-C this long after the first, or sooner, says the same thing once more; a later one does not want to wait. */
export const FORCE_STOP_AFTER_MS = 1_000;

export type StopSignal = 'SIGTERM' | 'SIGINT';

/** `stop`: begin to stop. `exit`: at once, whatever is still open. `ignore`: it is stopping already. */
export type StopAnswer = 'stop' | 'exit' | 'ignore';

/**
 * Answers what each signal means, in the order in which they come. The first begins the stop. SIGTERM never cuts it short:
 * one stop often arrives twice, because systemd signals every process of a unit and a launcher passes its own signal on;
 * Ctrl-C arrives twice for the same reason, but within moments, while a person who presses it again has waited.
 */
export function createStopSignals(clock: Pick<Clock, 'elapsed'>): (signal: StopSignal) => StopAnswer {
  let stopping = false;
  let firstInterruptAt: number | null = null;
  return (signal) => {
    const pressedAgain =
      signal === 'SIGINT' && firstInterruptAt !== null && clock.elapsed() - firstInterruptAt > FORCE_STOP_AFTER_MS;
    if (pressedAgain) return 'exit';
    if (signal === 'SIGINT') firstInterruptAt ??= clock.elapsed();
    if (stopping) return 'ignore';
    stopping = true;
    return 'stop';
  };
}
