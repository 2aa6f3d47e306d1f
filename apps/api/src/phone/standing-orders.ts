import type { Clock } from '../time/clock.ts';
import type { Log } from '../logging/log.ts';
import { TASK_BACKOFF } from '../reactions/agenda-runner.ts';
import { backoffMs } from '../reactions/backoff.ts';

/** What the line orders of meets: given again until the log takes it. All of it ends. */
export class StandingOrders {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #running = new Set<Promise<void>>();
  #leaving = false;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Is the process on its way out? Then what cannot be written is not tried again. */
  get leaving(): boolean {
    return this.#leaving;
  }

  /** `otherwise`: it is given once, and where it fails this is done instead. `what` completes "… could not be written". */
  give(what: string, order: () => Promise<void>, otherwise: (() => void) | null = null): void {
    const running = this.#giveAgain(what, order, otherwise).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** From now on, nothing is given again. */
  leave(): void {
    this.#leaving = true;
  }

  /** Resolves once everything that was given has been taken, or given up. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #giveAgain(what: string, order: () => Promise<void>, otherwise: (() => void) | null): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await order();
      } catch (error) {
        this.#log.error({ err: error, attempt }, `${what} could not be written`);
        if (otherwise !== null || this.#leaving) return otherwise?.();
        const inMs = backoffMs(TASK_BACKOFF, attempt, Math.random());
        await new Promise<void>((resolve) => void this.#clock.setTimer(inMs, resolve));
      }
    }
  }
}
