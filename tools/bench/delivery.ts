import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FollowMessage } from '@meets/event-store';
import { openSqliteEventStore } from '@meets/event-store/sqlite';
import type { Benchmark } from './benchmark.ts';
import { RawSqlite } from './raw-sqlite.ts';
import { quantile } from './rounds.ts';
import { newStreamAppend } from './sample-events.ts';

const SAMPLES = 400;
const WARM_UP = 50;
/** Between two appends: long enough that everything has gone to sleep. */
const IDLE_MS = 5;

/** From the call of append to the follower's hand, on an idle store; the raw figure is the append alone. */
export const delivery: Benchmark = async ({ folder, progress }) => {
  progress.begin('append → follower, idle', SAMPLES + WARM_UP);
  const store = await openSqliteEventStore({ file: join(folder, 'delivery.sqlite') });
  const raw = new RawSqlite(join(folder, 'delivery-raw.sqlite'));
  const stop = new AbortController();
  const messages = store.follow({ signal: stop.signal })[Symbol.asyncIterator]();
  const storeMs: number[] = [];
  const rawMs: number[] = [];
  for (let nth = 0; nth < SAMPLES + WARM_UP; nth += 1) {
    const request = newStreamAppend('delivery', nth);
    await pause(IDLE_MS);
    const began = performance.now();
    const arrived = nextEvent(messages);
    await Promise.all([store.append(request), arrived]);
    const delivered = await arrived;
    await pause(IDLE_MS);
    const rawBegan = performance.now();
    await raw.append(request);
    if (nth >= WARM_UP) {
      storeMs.push(delivered - began);
      rawMs.push(performance.now() - rawBegan);
    }
    progress.tick();
  }
  stop.abort();
  await store.close();
  raw.close();
  return [
    {
      name: 'append → follower, idle, p50',
      unit: 'ms',
      store: quantile(storeMs, 0.5),
      raw: quantile(rawMs, 0.5),
      aim: { of: 'figure', must: 2, stretch: 1 },
    },
    {
      name: 'append → follower, idle, p99',
      unit: 'ms',
      store: quantile(storeMs, 0.99),
      raw: quantile(rawMs, 0.99),
      aim: { of: 'figure', must: 20, stretch: 20 },
    },
  ];
};

/** When the next event arrived. */
async function nextEvent(messages: AsyncIterator<FollowMessage>): Promise<number> {
  for (;;) {
    const step = await messages.next();
    if (step.done) throw new Error('the follower ended before its event came');
    if (step.value.kind === 'event') return performance.now();
  }
}
