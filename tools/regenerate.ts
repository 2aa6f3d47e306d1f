import { Command } from 'commander';
import { build, RELEASE_PROJECTS } from './build.ts';
import { runSteps, type Step } from './run-steps.ts';

const { check } = new Command('npm run regenerate --')
  .description('Writes every generated file that is committed anew, from the sources as they are.')
  .option('--check', 'write nothing, and fail where a file would change', false)
  .parse()
  .opts<{ check: boolean }>();

const mode = check ? '--check' : '--write';
/** One for every generated file that is committed. */
const GENERATORS: readonly Step[] = [
  { name: 'docs/events.md', command: ['node', '--conditions=meets-source', 'tools/regenerate-events.ts', mode] },
  { name: 'docs/limits.md', command: ['node', 'tools/regenerate-limits.ts', mode] },
  { name: 'docs/configuration.md', command: ['node', 'apps/api/dist/config/document.js', mode] },
  { name: 'schema.graphql', command: ['node', 'apps/api/dist/print-schema.js', mode] },
  // From the schema, so after it.
  { name: 'meet-client’s operations', command: ['node', 'tools/regenerate-operations.ts', mode] },
];

process.exitCode = (await build(RELEASE_PROJECTS)) && (await runSteps(GENERATORS)) ? 0 : 1;
