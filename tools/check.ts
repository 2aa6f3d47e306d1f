import { Command, Option } from 'commander';
import { runSteps, type Step } from './run-steps.ts';

const STEPS: readonly Step[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'], fix: 'npm run format' },
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['nx', 'run-many', '--targets=lint', '--output-style=static'] },
  {
    name: 'imports',
    command: ['depcruise', '--config=.dependency-cruiser.mjs', 'apps', 'libs', 'tools', 'eslint.config.mjs'],
  },
  { name: 'generated', command: ['node', 'tools/regenerate.ts', '--check'], fix: 'npm run regenerate' },
  { name: 'schema', command: ['node', 'tools/schema.ts'] },
  { name: 'worlds', command: ['node', 'tools/simulate.ts', '--seeds', '2000'] },
  { name: 'fuzz', command: ['node', '--conditions=meets-source', 'tools/fuzz-sip.ts', '--seconds', '30'] },
  { name: 'tests', command: ['node', 'tools/test.ts'] },
];
const names = STEPS.map(({ name }) => name);

const { only, except } = new Command('npm run check --')
  .description(
    'Everything that CI runs: formatting, types, lint, who imports whom, generated files, the schema’s clients, 2,000 simulated worlds, half a minute of a malformed telephone, tests.',
  )
  .addOption(new Option('--only <step...>', 'run just these').choices(names))
  .addOption(new Option('--except <step...>', 'leave these out').choices(names))
  .parse()
  .opts<{ only?: string[]; except?: string[] }>();

const chosen = STEPS.filter(({ name }) => (only?.includes(name) ?? true) && !except?.includes(name));
process.exitCode = (await runSteps(chosen)) ? 0 : 1;
