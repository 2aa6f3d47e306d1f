import { randomInt } from 'node:crypto';
import { Presets, SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { wholeNumberFrom } from '../whole-number.ts';
import { runResume, type ResumeReport } from './run-resume.ts';
import { isClean } from './verdict.ts';

interface Options {
  readonly reconnects: number;
  readonly kills: number;
  readonly seed: number;
  readonly json: boolean;
}

await new Command('npm run resume --')
  .description(
    [
      'Subscribers of every role behind a line that breaks at random bytes, a server that is killed (-9) at random moments, and',
      'meets being made all the while: afterwards each subscriber must have been handed every event once, in order. Exits',
      'with 1 where one was not.',
    ].join(' '),
  )
  .option(
    '--reconnects <count>',
    'how often, over all subscribers, one must be back after a loss',
    wholeNumberFrom(0),
    1_000,
  )
  .option('--kills <count>', 'how often the server is killed meanwhile', wholeNumberFrom(0), 12)
  .option(
    '--seed <number>',
    'of the random choices (when they strike depends on the machine too)',
    wholeNumberFrom(0),
    randomInt(1e9),
  )
  .option('--json', 'print JSON to stdout and nothing else', false)
  .action(async (options: Options) => {
    const bar = openBar(options);
    const report = await runResume({ ...options, onProgress: bar.update });
    bar.stop();
    if (options.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    process.exitCode = report.clean ? 0 : 1;
  })
  .parseAsync();

/** On stderr, so that stdout holds the report alone; lines where there is no terminal. */
function openBar({ reconnects, kills, seed }: Options) {
  if (!process.stderr.isTTY) {
    console.error(`… ${reconnects} reconnects, ${kills} kills, seed ${seed}`);
    const every = Math.max(1, Math.floor(reconnects / 10));
    const update = (back: number, killed: number): void => {
      if (back % every === 0) console.error(`… ${back} of ${reconnects} reconnects, ${killed} of ${kills} kills`);
    };
    return { update, stop: () => undefined };
  }
  const bar = new SingleBar(
    { format: '{bar} {value}/{total} reconnects, {killed} kills  {duration_formatted}', clearOnComplete: true },
    Presets.shades_grey,
  );
  bar.start(reconnects, 0, { killed: 0 });
  return { update: (back: number, killed: number) => bar.update(back, { killed }), stop: () => bar.stop() };
}

function print(report: ResumeReport): void {
  const { seed, reconnects, kills, seconds, events, acknowledged, acknowledgedAndLost } = report;
  console.log(`seed ${seed}: ${reconnects} reconnects, ${kills} kills, ${events} events, ${seconds.toFixed(1)} s`);
  console.log(
    `losses: ${Object.entries(report.losses)
      .map(([name, times]) => `${name} × ${times}`)
      .join(', ')}`,
  );
  console.log(`acknowledged commands: ${acknowledged}, of which lost ${acknowledgedAndLost}\n`);
  const columns = ['events', 'reconnects', 'gaps', 'duplicates', 'invented', 'disorder', 'positionGaps'] as const;
  console.log(['follower'.padEnd(44), ...columns.map((name) => name.padStart(12))].join(' '));
  for (const verdict of report.followers) {
    const mark = isClean(verdict) ? '✓' : '✗';
    const cells = columns.map((name) => String(verdict[name]).padStart(12));
    console.log([`${mark} ${verdict.who}`.padEnd(44), ...cells, ...verdict.surprises].join(' '));
  }
  console.log(report.clean ? '\n✓ every event once, in order' : '\n✗ not every event once, in order');
}
