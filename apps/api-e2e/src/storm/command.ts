import { randomInt } from 'node:crypto';
import { Presets, SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { wholeNumberFrom } from '../whole-number.ts';
import { runStorm, type StormReport } from './run-storm.ts';
import type { Failure } from './tally.ts';

/** How many of the failures are shown whole; the others by their index. */
const SHOWN_FAILURES = 5;

interface Options {
  readonly inputs: number;
  readonly seed: number;
  readonly only?: number;
  readonly warmUp: number;
  readonly json: boolean;
}

const HELP = `
An input is the bytes of one TCP connection: requests that are no HTTP, contradict themselves or never end; bodies that are no
JSON, no UTF-8, too deep; documents, variables and tokens wrong in every way; frames that RFC 6455 forbids; messages of
graphql-transport-ws that are malformed, out of order or far too many; clients that leave in the middle. A seed and an index
make an input, so it can be made again.

What is promised for them, and checked (exit code 1 where a promise is broken):
  - each is answered (a status below 500 with a body, a close code, a message), or cut where the protocol has no room for that
  - after every few hundred, a valid query, an old socket and a new subscription are served, and nothing was stored
  - no crash, no line in the log at error level, no connection left
  - live memory (the heap after a full collection) and resident memory are back within 10 % of what they were before

  npm run storm -- --inputs 10000 --seed 7      what is promised
  npm run storm -- --seed 7 --only 4711         one input, with all that was said

Memory is measured through node's inspector, which only this server has open, on the loopback interface; and after --warm-up
valid requests, since a process that has just begun still grows by being used.`;

await new Command('npm run storm --')
  .description(
    'Sends a server of its own malformed HTTP and WebSocket input, and holds what comes of it against what is promised.',
  )
  .option('--inputs <count>', 'how many', wholeNumberFrom(0), 10_000)
  .option('--seed <number>', 'of the inputs', wholeNumberFrom(0), randomInt(1e9))
  .option('--only <index>', 'just this one of them', wholeNumberFrom(0))
  .option(
    '--warm-up <count>',
    'how many valid requests are served before memory is measured',
    wholeNumberFrom(0),
    5_000,
  )
  .option('--json', 'print JSON to stdout and nothing else', false)
  .addHelpText('after', HELP)
  .action(async (options: Options) => {
    const { only = null } = options;
    const bar = openBar(only === null ? options.inputs : 1, only === null ? options.warmUp : 0);
    const warmUp = only === null ? options.warmUp : 0;
    const report = await runStorm({ ...options, warmUp, only, onProgress: bar.update });
    bar.stop();
    if (options.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    process.exitCode = report.kept ? 0 : 1;
  })
  .parseAsync();

/** On stderr, so that stdout holds the report alone; lines where there is no terminal. */
function openBar(inputs: number, warmUp: number) {
  const total = { 'warm-up': warmUp, inputs };
  if (!process.stderr.isTTY) {
    const update = (what: keyof typeof total, done: number): void => {
      if (done % Math.max(1, Math.floor(total[what] / 10)) === 0) console.error(`… ${what}: ${done} of ${total[what]}`);
    };
    return { update, stop: () => undefined };
  }
  const bar = new SingleBar(
    { format: '{bar} {value}/{total} {what}  {duration_formatted}', clearOnComplete: true },
    Presets.shades_grey,
  );
  bar.start(warmUp + inputs, 0, { what: '' });
  const update = (what: keyof typeof total, done: number): void =>
    bar.update(what === 'inputs' ? warmUp + done : done, { what });
  return { update, stop: () => bar.stop() };
}

function print(report: StormReport): void {
  const { seed, inputs, seconds, slowestMs, failures } = report;
  console.log(
    `seed ${seed}: ${inputs} inputs in ${seconds.toFixed(1)} s, the slowest answer after ${Math.round(slowestMs)} ms\n`,
  );
  for (const [kind, answers] of Object.entries(report.answers).sort(([a], [b]) => a.localeCompare(b))) {
    const counts = Object.entries(answers).sort(([, a], [, b]) => b - a);
    console.log(`${kind.padEnd(24)} ${counts.map(([answer, times]) => `${answer} × ${times}`).join(', ')}`);
  }
  console.log();
  for (const failure of failures.slice(0, SHOWN_FAILURES)) console.log(describe(failure, seed));
  const others = failures.slice(SHOWN_FAILURES);
  if (others.length > 0)
    console.log(`and inputs ${others.map(({ index, kind }) => `${index} (${kind})`).join(', ')}\n`);
  for (const { name, kept, found } of report.promises) console.log(`${kept ? '✓' : '✗'} ${name}: ${found}`);
}

function describe({ index, kind, what, sent, received }: Failure, seed: number): string {
  return [
    `✗ input ${index} (${kind}): ${what}`,
    ...sent.map((bytes) => `    → ${bytes}`),
    `    ← ${received}`,
    `  again: npm run storm -- --seed ${seed} --only ${index}\n`,
  ].join('\n');
}
