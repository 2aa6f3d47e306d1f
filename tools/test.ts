import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, RELEASE_PROJECTS } from './build.ts';
import { runCommand } from './run-steps.ts';

const HELP = `npm test [-- arguments of Jest…]

Builds the service, then runs every test: unit, integration and end to end. The last line counts them.
  npm test -- libs/meet-domain        only the tests under that path
  npm test -- -t 'R12'                only the tests whose name has R12 in it
  npm test -- --watch                 again at every change`;

/** The part of Jest's result that is counted here. */
interface Outcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  if (!(await build(RELEASE_PROJECTS))) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'meets-test-'));
  try {
    const outcomeFile = join(folder, 'outcome.json');
    const code = await runCommand(
      [
        'node',
        'node_modules/jest/bin/jest.js',
        '--config=jest.config.mjs',
        '--json',
        `--outputFile=${outcomeFile}`,
        ...args,
      ],
      { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
    );
    console.log(`\n${tally(JSON.parse(readFileSync(outcomeFile, 'utf8')) as Outcome)}`);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `N passed, N failed`, alone on its line. A file that could not even be loaded counts as one failure. */
function tally(outcome: Outcome): string {
  const failed = outcome.numFailedTests + outcome.numRuntimeErrorTestSuites;
  const skipped = outcome.numPendingTests + outcome.numTodoTests;
  return `${outcome.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

process.exitCode = await main(process.argv.slice(2));
