import { Command } from 'commander';
import { exportLog } from './log/export-log.ts';
import { LogProblem } from './log/log-problem.ts';
import { verifyExport } from './log/verify-export.ts';

const DEFAULT_DATA_DIR = process.env['DATA_DIR'] ?? './data';

const program = new Command('npm run --silent log --')
  .description(
    [
      'For analysts: takes the event log out as lines of JSON, and checks such lines offline.',
      'Works on the embedded store while the server runs. Names and phone numbers stay sealed.',
    ].join('\n'),
  )
  .addHelpText(
    'after',
    [
      '',
      'Examples:',
      '  npm run --silent log -- export > log.ndjson                      the whole log, oldest event first',
      "  npm run --silent log -- export --stream 'meet-shop:' > shop.ndjson   every meet of the channel “shop”",
      '  npm run --silent log -- verify log.ndjson                        is every hash what it must be?',
    ].join('\n'),
  );

program
  .command('export')
  .description('write events to standard output, one JSON object a line')
  .option('--data-dir <directory>', 'where the server keeps its data', DEFAULT_DATA_DIR)
  .option('--stream <prefix>', 'only streams whose name starts so; whole streams, so that they can be verified', '')
  .action((options: { dataDir: string; stream: string }) =>
    orExplain(async () => {
      const count = await exportLog(options.dataDir, options.stream, process.stdout);
      console.error(`✓ ${count} events`);
    }),
  );

program
  .command('verify')
  .description('check the hash chain of every stream in an export, from the first event on')
  .argument('[file]', 'what export wrote; default: standard input')
  .action((file: string | undefined) =>
    orExplain(async () => {
      const { events, streams, broken } = await verifyExport(file);
      for (const { stream, version, why } of broken)
        console.error(`✗ ${stream} is broken at version ${version}: ${why}`);
      if (broken.length > 0) process.exitCode = 1;
      else console.error(`✓ ${events} events in ${streams} streams, every hash as it must be`);
    }),
  );

await program.parseAsync();

async function orExplain(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (problem) {
    if (!(problem instanceof LogProblem)) throw problem;
    console.error(`✗ ${problem.message}`);
    process.exitCode = 1;
  }
}
