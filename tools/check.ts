import { Command, Option } from 'commander';
import { runLanes, summarize, type Step } from './run-steps.ts';

/**
 * What looks at the sources as they are, and what runs them: side by side, for much of either keeps one core busy and no more. What a
 * malformed telephone says is told by the clock, so it comes first, beside steps of one thread.
 */
const LOOKS: readonly Step[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'], fix: 'npm run format' },
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['nx', 'run-many', '--targets=lint', '--output-style=static'] },
  {
    name: 'imports',
    command: ['depcruise', '--config=.dependency-cruiser.mjs', 'apps', 'libs', 'tools', 'eslint.config.mjs'],
  },
  { name: 'generated', command: ['node', 'tools/regenerate.ts', '--check'], fix: 'npm run regenerate' },
  { name: 'schema', command: ['node', 'tools/schema.ts'] },
];
const RUNS: readonly Step[] = [
  { name: 'fuzz', command: ['node', '--conditions=meets-source', 'tools/fuzz-sip.ts', '--seconds', '30'] },
  { name: 'worlds', command: ['node', 'tools/simulate.ts', '--seeds', '2000'] },
];
/** After all of them, by themselves. */
const TESTS: readonly Step[] = [{ name: 'tests', command: ['node', 'tools/test.ts'] }];
const names = [...LOOKS, ...RUNS, ...TESTS].map(({ name }) => name);

const { only, except } = new Command('npm run check --')
  .description(
    'Everything that CI runs: formatting, types, lint, who imports whom, generated files, the schema’s clients, 2,000 simulated worlds, half a minute of a malformed telephone, tests.',
  )
  .addOption(new Option('--only <step...>', 'run just these').choices(names))
  .addOption(new Option('--except <step...>', 'leave these out').choices(names))
  .parse()
  .opts<{ only?: string[]; except?: string[] }>();

const chosen = (steps: readonly Step[]): Step[] =>
  steps.filter(({ name }) => (only?.includes(name) ?? true) && !except?.includes(name));
const looks = await runLanes([chosen(LOOKS), chosen(RUNS)]);
const tests = await runLanes([chosen(TESTS)]);
process.exitCode = summarize([...looks, ...tests]) ? 0 : 1;
