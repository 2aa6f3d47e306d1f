import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRelease } from './build.ts';
import { provideWorker } from './media-worker/provide.ts';
import { runCommand } from './run-steps.ts';

const HELP = `npm test [-- arguments of Jest…]

Builds the service, then runs every test: unit, integration and end to end. The last line counts them.
  npm test -- libs/meet-domain        only the tests under that path
  npm test -- -t 'R12'                only the tests whose name has R12 in it`;

/**
 * First what runs inside its own process, side by side on every core (by itself Jest leaves one out, and of two only one is left); then the
 * servers that are started, killed and timed, one file after another, so that no other test's load is taken for their slowness.
 */
const PHASES: readonly (readonly string[])[] = [
  ['--ignoreProjects', 'api-e2e', '--maxWorkers=100%'],
  ['--selectProjects', 'api-e2e', '--runInBand'],
];

/**
 * How long a test may take that does not say. Tests wait for conditions, so this only bounds what hangs; Jest's own five
 * seconds are too few for a long history on a machine that has other work.
 */
const TEST_TIMEOUT_MS = 30_000;

/** The part of Jest's result that is counted here. */
interface Outcome {
  readonly success: boolean;
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
  if (!(await buildRelease())) return 1;
  await provideWorker();
  const folder = mkdtempSync(join(tmpdir(), 'meets-test-'));
  try {
    const outcomes: Outcome[] = [];
    for (const phase of PHASES) {
      const outcome = await runPhase(phase, args, join(folder, 'outcome.json'));
      if (outcome === null) {
        console.error('\n✗ Jest ended without an outcome; what it wrote above says why.');
        return 1;
      }
      outcomes.push(outcome);
    }
    console.log(`\n${tally(outcomes)}`);
    return outcomes.every((outcome) => outcome.success) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Null where Jest did not come as far as an outcome, as by arguments that it does not know. */
async function runPhase(
  phase: readonly string[],
  args: readonly string[],
  outcomeFile: string,
): Promise<Outcome | null> {
  rmSync(outcomeFile, { force: true });
  const jest = [
    'node_modules/jest/bin/jest.js',
    '--config=jest.config.mjs',
    '--passWithNoTests',
    `--testTimeout=${TEST_TIMEOUT_MS}`,
  ];
  await runCommand(['node', ...jest, '--json', `--outputFile=${outcomeFile}`, ...args, ...phase], {
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  });
  if (!existsSync(outcomeFile)) return null;
  return JSON.parse(readFileSync(outcomeFile, 'utf8')) as Outcome;
}

/** `N passed, N failed`, alone on its line. A file that could not even be loaded counts as one failure. */
function tally(outcomes: readonly Outcome[]): string {
  const total = (count: (outcome: Outcome) => number): number => outcomes.reduce((sum, each) => sum + count(each), 0);
  const failed = total((outcome) => outcome.numFailedTests + outcome.numRuntimeErrorTestSuites);
  const skipped = total((outcome) => outcome.numPendingTests + outcome.numTodoTests);
  const passed = total((outcome) => outcome.numPassedTests);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

process.exitCode = await main(process.argv.slice(2));
