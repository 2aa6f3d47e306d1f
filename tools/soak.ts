import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { openProgress } from './bench/progress.ts';
import { buildRelease } from './build.ts';
import { promisesOf } from './soak/promises.ts';
import { traceInto } from './soak/trace.ts';
import { BURST_EVENTS, runSoak, type SoakReport } from './soak/run-soak.ts';
import { wholeNumberFrom } from './whole-number.ts';

/**
 * How much heap the server has, in MiB. Its living objects are some 60 MiB; given more, V8 leaves garbage standing until the heap has
 * grown by hundreds, with or without stalled readers, and nothing would be told from that.
 */
const HEAP_MIB = 160;

interface Options {
  readonly events: number;
  readonly baselineEvents: number;
  readonly healthy: number;
  readonly stalled: number;
  readonly resumedEvents: number;
  readonly seed: number;
  readonly dir: string;
  readonly trace?: string;
  readonly json: boolean;
}

const HELP = `
The released server runs in a process of its own, on a store in a new folder, with its default limits and
${HEAP_MIB} MiB of heap, and so do the healthy readers.
First all subscribers read; then as many as asked for stop taking anything from their TCP sockets, each at its own moment. About half of
them wake when the server has closed them, read its close frame and resume from the position it names, while events go on; the others sleep
to the end, find their lines cut, and resume from what they have read.

A burst brings ${BURST_EVENTS} events, and the next one begins when every healthy reader has had it. Times are counted from the command to the
reader's hand. Run it on a quiet machine: 100 000 events are 100 000 000 messages.`;

/** Up to the next whole burst. */
const bursts = (text: string): number => Math.ceil(wholeNumberFrom(1)(text) / BURST_EVENTS) * BURST_EVENTS;

await new Command('npm run soak --')
  .description(
    [
      'Subscribers that stop reading beside healthy ones, under many events: the healthy must not feel it, the server must not grow, and',
      'everybody who was closed must be able to resume. Exits with 1 where one of that does not hold.',
    ].join(' '),
  )
  .option('--events <count>', 'how many while some are stalled', bursts, bursts('100000'))
  .option('--baseline-events <count>', 'how many before that, with nobody stalled', bursts, bursts('10000'))
  .option('--healthy <count>', 'how many read all the time', wholeNumberFrom(1), 900)
  .option('--stalled <count>', 'how many stop reading', wholeNumberFrom(1), 100)
  .option(
    '--resumed-events <count>',
    'how many events who slept to the end reads after resuming',
    wholeNumberFrom(1),
    1_000,
  )
  .option('--seed <number>', 'of who stalls when, and who wakes', wholeNumberFrom(1), randomInt(1, 1e9))
  .option('--dir <folder>', 'where the new folder is made', tmpdir())
  .option('--trace <file>', 'add to this file, each second, what the server says of itself: one JSON object a line')
  .option('--json', 'print JSON to stdout and nothing else', false)
  .addHelpText('after', HELP)
  .action(async ({ dir, trace, json, ...plan }: Options) => {
    process.exitCode = (await buildRelease()) && (await soak(plan, { dir, trace, json })) ? 0 : 1;
  })
  .parseAsync();

type Place = Pick<Options, 'dir' | 'trace' | 'json'>;

async function soak(plan: Omit<Options, keyof Place>, { dir, trace, json }: Place): Promise<boolean> {
  const dataDir = await mkdtemp(join(dir, 'meets-soak-'));
  try {
    const report = await runSoak(
      { ...plan, padding: 0 },
      {
        dataDir,
        settings: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` },
        progress: openProgress(),
        ...(trace ? { trace: traceInto(trace) } : {}),
      },
    );
    const promises = promisesOf(report, true);
    if (json) console.log(JSON.stringify({ ...report, promises }, null, 2));
    else print(report, promises);
    return promises.every(({ kept }) => kept);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function print(report: SoakReport, promises: ReturnType<typeof promisesOf>): void {
  const { plan, baseline, healthy, residentMiB } = report;
  console.log(`seed ${plan.seed}: ${plan.events} events, ${report.eventsPerSecond.toFixed(0)} a second`);
  for (const [name, { p50Ms, p99Ms, longestMs }] of [
    [`${plan.healthy + plan.stalled} healthy`, baseline],
    [`${plan.healthy} healthy, ${plan.stalled} stalled`, healthy],
  ] as const)
    console.log(`${name.padEnd(28)} p50 ${p50Ms} ms, p99 ${p99Ms} ms, longest ${longestMs} ms`);
  console.log(
    `server memory: ${residentMiB.before.toFixed(0)} MiB before, ${residentMiB.most.toFixed(0)} MiB at most\n`,
  );
  for (const { kept, what, found } of promises) console.log(`${kept ? '✓' : '✗'} ${what}: ${found}`);
}
