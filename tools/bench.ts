import { join } from 'node:path';
import { Command, Option } from 'commander';
import { buildRelease } from './build.ts';
import { root, runCommand } from './run-steps.ts';
import { wholeNumberFrom } from './whole-number.ts';

/** With this, the libraries' sources would be measured; what runs in production is their build. */
const ON_SOURCES = '--conditions=meets-source';
const ON_THE_BUILD = [
  'node',
  '--disable-warning=ExperimentalWarning',
  'tools/bench.ts',
  ...process.argv.slice(2),
] as const;
const NAMES = [
  ...['append-1', 'append-64', 'rebuild', 'delivery', 'end-to-end'],
  ...['fan-out-1000', 'fan-out-5000', 'query-cpu', 'cold-start'],
  ...['phone-calls', 'mixer'],
  ...['media-join', 'media-peers', 'media-rooms'],
];

await new Command('npm run bench --')
  .description(
    [
      'Measures the built event store, service and media beside the least code that could do the same job, in the same run, in',
      'turns, and prints the ratios beside what is aimed at. Exits with 1 where a "must" was missed. Run it on a quiet machine.',
      'phone-calls needs sipp, which is got where it is not there.',
      'What begins with "media" needs the media worker and, but for media-rooms, a Chromium; both are got where they are not there.',
    ].join(' '),
  )
  .addOption(new Option('--only <name...>', 'just these').choices(NAMES))
  .option('--json', 'print JSON to stdout and nothing else', false)
  .option('--events <count>', 'how long the log to rebuild from is', wholeNumberFrom(1), 1_000_000)
  .option('--call-seconds <count>', 'for how long calls come in by telephone', wholeNumberFrom(1), 10)
  .option('--rounds <count>', 'how many rounds the medians are of', wholeNumberFrom(1), 10)
  .option('--dir <folder>', 'a folder on the disk to measure', join(root, 'data'))
  .action(
    async (options: {
      only?: string[];
      json: boolean;
      events: number;
      rounds: number;
      callSeconds: number;
      dir: string;
    }) => {
      if (process.execArgv.includes(ON_SOURCES)) {
        process.exitCode = (await buildRelease()) ? await runCommand(ON_THE_BUILD) : 1;
        return;
      }
      // Only here is there certainly a build to import.
      const { runBenchmarks } = await import('./bench/run-benchmarks.ts');
      process.exitCode = (await runBenchmarks(options)) ? 0 : 1;
    },
  )
  .parseAsync();
