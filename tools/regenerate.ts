import { runSteps, type Step } from './run-steps.ts';

/**
 * Every generated file that is committed has one generator here. With `--check` nothing is written, and a generator whose
 * file would change fails.
 */
const check = process.argv.includes('--check') ? ['--check'] : [];
const GENERATORS: readonly Step[] = [
  { name: 'docs/events.md', command: ['node', '--conditions=meets-source', 'tools/regenerate-events.ts', ...check] },
];

process.exitCode = (await runSteps(GENERATORS)) ? 0 : 1;
