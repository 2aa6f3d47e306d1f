import { build, RELEASE_PROJECTS } from './build.ts';
import { runSteps, type Step } from './run-steps.ts';

/**
 * Every generated file that is committed has one generator here. With `--check` nothing is written, and a generator whose
 * file would change fails.
 */
const mode = process.argv.includes('--check') ? '--check' : '--write';
const GENERATORS: readonly Step[] = [
  { name: 'docs/events.md', command: ['node', '--conditions=meets-source', 'tools/regenerate-events.ts', mode] },
  { name: 'docs/limits.md', command: ['node', 'tools/regenerate-limits.ts', mode] },
  { name: 'docs/configuration.md', command: ['node', 'apps/api/dist/config/document.js', mode] },
  { name: 'schema.graphql', command: ['node', 'apps/api/dist/print-schema.js', mode] },
  // From the schema, so after it.
  { name: 'meet-client’s operations', command: ['node', 'tools/regenerate-operations.ts', mode] },
];

process.exitCode = (await build(RELEASE_PROJECTS)) && (await runSteps(GENERATORS)) ? 0 : 1;
