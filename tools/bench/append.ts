import { join } from 'node:path';
import type { AppendRequest } from '@meets/event-store';
import { openSqliteEventStore } from '@meets/event-store/sqlite';
import type { Benchmark } from './benchmark.ts';
import { RawSqlite } from './raw-sqlite.ts';
import { interleave, quantile } from './rounds.ts';
import { newStreamAppend } from './sample-events.ts';

const IN_FLIGHT = 64;
const SINGLE_APPENDS_PER_ROUND = 3_000;
const PARALLEL_APPENDS_PER_ROUND = 20_000;

type Append = (request: AppendRequest) => Promise<unknown>;

/** Durable appends, each to a new stream: one after another. */
export const appendOneByOne: Benchmark = async ({ folder, rounds, progress }) => {
  progress.begin('append, 1 in flight', 2 * (rounds + 1));
  const store = await openSqliteEventStore({ file: join(folder, 'single.sqlite') });
  const raw = new RawSqlite(join(folder, 'single-raw.sqlite'));
  const measured = await interleave(
    rounds,
    (round) => drive((request) => store.append(request), `single-${round}`, SINGLE_APPENDS_PER_ROUND, 1),
    (round) => drive((request) => raw.append(request), `single-${round}`, SINGLE_APPENDS_PER_ROUND, 1),
    progress.tick,
  );
  await store.close();
  raw.close();
  return [
    {
      name: 'append, 1 in flight',
      unit: 'events/s',
      store: measured.store.perSecond,
      raw: measured.raw.perSecond,
      aim: { of: 'ratio', must: 0.7, stretch: 0.85 },
    },
  ];
};

/** The same with 64 appenders at once, beside a raw group commit. */
export const appendInParallel: Benchmark = async ({ folder, rounds, progress }) => {
  progress.begin(`append, ${IN_FLIGHT} in flight`, 2 * (rounds + 1));
  const store = await openSqliteEventStore({ file: join(folder, 'parallel.sqlite') });
  const raw = new RawSqlite(join(folder, 'parallel-raw.sqlite'));
  const measured = await interleave(
    rounds,
    (round) => drive((request) => store.append(request), `par-${round}`, PARALLEL_APPENDS_PER_ROUND, IN_FLIGHT),
    (round) => drive((request) => raw.appendGrouped(request), `par-${round}`, PARALLEL_APPENDS_PER_ROUND, IN_FLIGHT),
    progress.tick,
  );
  await store.close();
  raw.close();
  return [
    {
      name: `append, ${IN_FLIGHT} in flight`,
      unit: 'events/s',
      store: measured.store.perSecond,
      raw: measured.raw.perSecond,
      aim: { of: 'ratio', must: 0.8, stretch: 1.05 },
    },
    {
      name: `append p99, ${IN_FLIGHT} in flight`,
      unit: 'ms',
      store: measured.store.p99Ms,
      raw: measured.raw.p99Ms,
      aim: { of: 'ratio', must: 2, stretch: 1.2 },
    },
  ];
};

/** `inFlight` appenders, each starting its next append when its last one is acknowledged. */
async function drive(
  append: Append,
  run: string,
  count: number,
  inFlight: number,
): Promise<{ perSecond: number; p99Ms: number }> {
  const requests = Array.from({ length: count }, (_, nth) => newStreamAppend(run, nth));
  const tookMs: number[] = [];
  const began = performance.now();
  const appender = async (): Promise<void> => {
    for (let request = requests.pop(); request; request = requests.pop()) {
      const asked = performance.now();
      await append(request);
      tookMs.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, appender));
  return { perSecond: (count / (performance.now() - began)) * 1000, p99Ms: quantile(tookMs, 0.99) };
}
