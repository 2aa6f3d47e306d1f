import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Order, Report } from './healthy-readers.ts';

/** How long events may take to reach every healthy reader before the run gives up. */
const LEVEL_WITHIN_MS = 120_000;

/** The process of the healthy readers. */
export interface Healthy {
  open(url: string, count: number, greetings: readonly string[][]): Promise<void>;
  close(count: number): Promise<void>;
  /** From now on so many events more are awaited; the answer resolves when they have come to all. */
  await(events: number): () => Promise<void>;
  report(): Promise<Report>;
  stop(): void;
}

export function openHealthy(): Healthy {
  const child = fork(new URL('./healthy-readers.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const ask = <Answer>(order: Order): Promise<Answer> => {
    const signal = AbortSignal.timeout(LEVEL_WITHIN_MS);
    const answer = once(child, 'message', { signal }) as Promise<[Answer]>;
    child.send(order);
    return answer.then(
      ([told]) => told,
      () => {
        throw new Error(`the healthy readers were not done with "${order.order}" within ${LEVEL_WITHIN_MS / 1_000} s`);
      },
    );
  };
  return {
    open: (url, count, greetings) => ask({ order: 'open', port: Number(new URL(url).port), count, greetings }),
    close: (count) => ask({ order: 'close', count }),
    await(events) {
      const level = ask<void>({ order: 'await', events });
      return () => level;
    },
    report: () => ask({ order: 'report' }),
    stop: () => void child.kill(),
  };
}
