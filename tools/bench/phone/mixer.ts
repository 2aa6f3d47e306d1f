import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.ts';
import { residentKib } from '../media/process-memory.ts';
import { bareMixesPerCore } from './bare-mixer.ts';
import type { CrowdAnswer, CrowdOrder, LineAnswer, LineLoad, LineOrder } from './line-messages.ts';

const VOICES = 9;
const MIXES = 10;
const CALLS = 200;
/** Until what was compiled and begun is done with. */
const WARM_UP_MS = 8_000;
const MEASURED_MS = 15_000;
/** As the released service is started (apps/api/bin/meets): with another young generation, memory is another. */
const EXEC_ARGV = ['--disable-warning=ExperimentalWarning', '--min-semi-space-size=4', '--max-semi-space-size=8'];
const ALLOCATOR = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/**
 * What telephones hear. Ten rooms, each of one telephone and nine browsers that all speak: how many of them a core could mix, by the CPU of
 * the thread that mixes, beside a loop that only decodes and adds; and how late it is. Then 200 calls without rooms: memory and CPU of
 * their process.
 */
export const mixer: Benchmark = async ({ progress }) => {
  progress.begin(`${MIXES} rooms, then ${CALLS} calls by telephone`, 3);
  const bare = await bareMixesPerCore(VOICES);
  progress.tick();
  const rooms = await measured(MIXES, VOICES);
  progress.tick();
  const calls = await measured(CALLS, 0);
  progress.tick();
  const figure = (must: number, stretch = must) => ({ of: 'figure', must, stretch }) as const;
  return [
    {
      ...{ name: 'ten-party mixes a core, nine in Opus', unit: 'mixes', store: MIXES / rooms.threadShare, raw: bare },
      aim: figure(35, 50),
    },
    { name: 'a tick’s lateness, p99', unit: 'ms', store: rooms.lateP99Ms, raw: null, aim: figure(5, 2) },
    {
      ...{ name: `memory of ${CALLS} calls’ process`, unit: 'KiB', store: calls.residentKib, raw: null },
      aim: figure(150 * 1_024, 130 * 1_024),
    },
    { name: `CPU of ${CALLS} calls`, unit: '% of a core', store: 100 * calls.processShare, raw: null, aim: figure(25) },
  ];
};

interface Figures {
  /** Of a core, of the sound’s thread and of the whole process. */
  readonly threadShare: number;
  readonly processShare: number;
  readonly lateP99Ms: number;
  readonly residentKib: number;
}

/** So many calls, each with so many voices in a mix of its own; none where there are no voices. */
async function measured(calls: number, voices: number): Promise<Figures> {
  const [line, crowd] = [started('line-process.ts'), started('crowd-process.ts')];
  try {
    const [{ port }, { fromPort }] = await Promise.all([
      told<Extract<LineAnswer, { port: number }>>(line),
      told<Extract<CrowdAnswer, { fromPort: number }>>(crowd),
    ]);
    await ask<CrowdAnswer>(crowd, { is: 'call', port, calls } satisfies CrowdOrder);
    if (voices > 0) {
      const mixed = await ask<{ mixPorts: readonly number[] }>(line, { is: 'mix', fromPort } satisfies LineOrder);
      await ask(crowd, { is: 'speak', mixPorts: mixed.mixPorts, voices } satisfies CrowdOrder);
    }
    await pause(WARM_UP_MS);
    const before = await ask<LineLoad>(line, { is: 'load' } satisfies LineOrder);
    await pause(MEASURED_MS);
    const after = await ask<LineLoad>(line, { is: 'load' } satisfies LineOrder);
    const { load } = after;
    if (load?.calls !== calls || load.voices !== calls * voices) throw new Error('not everybody is heard');
    return {
      threadShare: load.busy,
      processShare: (after.cpuMs - before.cpuMs) / (after.atMs - before.atMs),
      lateP99Ms: load.lateMs.p99,
      residentKib: await residentKib(line.pid ?? 0),
    };
  } finally {
    for (const child of [line, crowd]) child.disconnect();
  }
}

const started = (script: string): ChildProcess =>
  fork(new URL(`./${script}`, import.meta.url), {
    execArgv: EXEC_ARGV,
    env: { ...process.env, ...ALLOCATOR },
  });

function ask<Answer>(child: ChildProcess, order: LineOrder | CrowdOrder): Promise<Answer> {
  const answer = told<Answer>(child);
  child.send(order);
  return answer;
}

/** The next thing that it says. Rejects where it ends instead. */
async function told<Answer>(child: ChildProcess): Promise<Answer> {
  const over = new AbortController();
  const ended = once(child, 'exit', over).then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}`);
  });
  const [answer] = (await Promise.race([once(child, 'message', over), ended])) as [unknown];
  over.abort();
  ended.catch(() => undefined);
  return answer as Answer;
}
