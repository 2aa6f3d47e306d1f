import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { openProgress } from './bench/progress.ts';
import { root } from './run-steps.ts';
import { wholeNumberFrom } from './whole-number.ts';

/** How many worlds are lived through unless told otherwise. */
const DEFAULT_SEEDS = 200;
/** How many moves are made in each. */
const DEFAULT_STEPS = 30;
/** What the log is kept in: in memory, in the embedded store’s file, or in the latter in a few of the worlds. */
const STORES = ['memory', 'sqlite', 'mixed'] as const;
/** How much of what happened is shown where a seed fails. */
const SHOWN_LINES = 40;
const ALL_LINES = 1_000_000;

const HELP = `
Each seed is a world: two tenants, one or two processes on one log, people with devices. In every step somebody does something,
legal or not, or something goes wrong: appends get lost before or after they are stored, answers are slow and overtake one
another, followers are cut off, processes die and start again with their files kept, lost or stale, wall clocks are set, the
messaging gateway breaks, commands are given twice. After every step everything that must always be true is checked; see
docs/adr/0025. A seed decides all of it, so a failure is found again by its seed alone.

  npm run simulate -- --seeds 2000                    what CI runs
  npm run simulate -- --seeds 100 --steps 300         fewer and longer lives
  npm run simulate -- --seed 4711 --trace             one world, line by line
  npm run simulate -- --store sqlite --seeds 200      all on the embedded store’s files
  npm run simulate -- --from 100000 --seeds 50000     others than yesterday

Where a seed fails, it is lived through again without whatever can be left out, and the moves that remain are shown.`;

interface Failure {
  readonly invariant: string;
  readonly what: string;
  readonly step: number;
}

interface Outcome {
  readonly seed: string;
  readonly traceHash: string;
  readonly events: number;
  readonly meets: number;
  readonly failure: Failure | null;
  readonly lines: readonly string[];
  readonly shrunk: {
    readonly steps: readonly number[];
    readonly failure: Failure;
    readonly lines: readonly string[];
  } | null;
}

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly seed?: string;
  readonly steps: number;
  readonly store: (typeof STORES)[number];
  readonly jobs: number;
  readonly trace: boolean;
  readonly json: boolean;
}

await new Command('npm run simulate --')
  .description('Lives through seeded worlds and checks, after every step, everything that must always be true.')
  .option('--seeds <count>', 'how many worlds', wholeNumberFrom(1), DEFAULT_SEEDS)
  .option('--from <seed>', 'the first seed; the others follow it', wholeNumberFrom(0), 1)
  .option('--seed <seed>', 'just this one')
  .option('--steps <count>', 'how many moves in each world', wholeNumberFrom(1), DEFAULT_STEPS)
  .addOption(new Option('--store <kind>', 'what the log is kept in').choices(STORES).default('mixed'))
  .option('--jobs <count>', 'how many processes share the work', wholeNumberFrom(1), availableParallelism())
  .option('--trace', 'show everything that happened; for a single seed', false)
  .option('--json', 'print one line of JSON for each world to stdout and nothing else', false)
  .addHelpText('after', HELP)
  .action(async (options: Options) => {
    const failed = await run(options);
    process.exitCode = failed === 0 ? 0 : 1;
  })
  .parseAsync();

/** How many seeds failed. */
async function run(options: Options): Promise<number> {
  const { seed, from, steps, store, json, trace } = options;
  const seeds = seed === undefined ? Array.from({ length: options.seeds }, (_, index) => String(from + index)) : [seed];
  const progress = openProgress();
  const began = performance.now();
  progress.begin(`${seeds.length} worlds of ${steps} steps`, seeds.length);
  const failures: Outcome[] = [];
  const sums = { events: 0, meets: 0 };
  const jobs = Math.max(1, Math.min(options.jobs, seeds.length));
  const shares = Array.from({ length: jobs }, (_, job) => seeds.filter((_seed, index) => index % jobs === job));
  const ends = await Promise.all(
    shares.map((share) =>
      liveThrough({ seeds: share, steps, store, lines: trace ? ALL_LINES : SHOWN_LINES }, (outcome) => {
        progress.tick();
        sums.events += outcome.events;
        sums.meets += outcome.meets;
        if (outcome.failure) failures.push(outcome);
        if (json) console.log(JSON.stringify(outcome));
        else if (trace) console.log(outcome.lines.join('\n'));
      }),
    ),
  );
  progress.end();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (!json) {
    for (const failure of failures) console.log(describe(failure, options));
    console.log(
      `${seeds.length} worlds, ${sums.events} events, ${sums.meets} meets in ${seconds} s: ${failures.length} failed`,
    );
  }
  const broken = ends.filter((code) => code !== 0).length;
  if (broken > 0) console.error(`✗ ${broken} of ${jobs} processes broke off; what they wrote above says why`);
  return failures.length + broken;
}

interface Errand {
  readonly seeds: readonly string[];
  readonly steps: number;
  readonly store: Options['store'];
  readonly lines: number;
}

/** Resolves with the exit code of the process that lives through these worlds. */
async function liveThrough(errand: Errand, each: (outcome: Outcome) => void): Promise<number> {
  const main = join(root, 'apps/api/src/testing/simulation/main.ts');
  const flags = ['--disable-warning=ExperimentalWarning', '--conditions=meets-source'];
  const child = spawn(process.execPath, [...flags, main], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(errand));
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  for await (const line of createInterface({ input: child.stdout })) each(JSON.parse(line) as Outcome);
  return ended;
}

function describe({ seed, failure, shrunk, lines }: Outcome, { steps, store }: Options): string {
  const shown = shrunk ?? { steps: [], failure, lines };
  return [
    `✗ seed ${seed}, step ${failure?.step ?? 0}: "${failure?.invariant ?? ''}" does not hold`,
    `  ${failure?.what ?? ''}`,
    `  It takes ${shown.steps.length} of its steps (${shown.steps.join(', ')}); the last of what happens then:`,
    ...shown.lines.slice(-SHOWN_LINES).map((line) => `    ${line}`),
    `  again: npm run simulate -- --seed ${seed} --steps ${steps} --store ${store} --trace`,
  ].join('\n');
}
