import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command } from 'commander';
import { root } from './run-steps.ts';
import { breakingChanges } from './schema/breaking-changes.ts';
import { relayProblems } from './schema/relay-problems.ts';

const SCHEMA = 'schema.graphql';
/** The public contract: what was promised before anything was built. It is never accepted away. */
const CONTRACT = 'apps/api/src/graphql/contract.graphql';
/** The schema as clients have it. */
const BASELINE = 'docs/schema-baseline.graphql';

const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

async function check(): Promise<boolean> {
  const schema = read(SCHEMA);
  const found = [
    ...(await breakingChanges(read(CONTRACT), schema)).map((change) => `breaks the public contract: ${change}`),
    ...(await breakingChanges(read(BASELINE), schema)).map(
      (change) => `breaks clients of the last release: ${change} (with an ADR: npm run schema -- --accept --adr NNNN)`,
    ),
    ...relayProblems(schema),
  ];
  for (const problem of found) console.error(styleText('red', `✗ ${problem}`));
  if (found.length === 0) console.log(`✓ ${SCHEMA} breaks no client, and its connections are Relay's`);
  return found.length === 0;
}

/** What the schema is now becomes what clients have. What breaks them stands in the baseline's head, with its ADR. */
async function accept(adr: string | undefined): Promise<boolean> {
  const [schema, baseline] = [read(SCHEMA), read(BASELINE)];
  const broken = await breakingChanges(baseline, schema);
  if (broken.length > 0 && (adr === undefined || globSync(`docs/adr/${adr}-*.md`, { cwd: root }).length !== 1)) {
    for (const change of broken) console.error(styleText('red', `✗ ${change}`));
    console.error('This breaks clients: write an ADR that says why, and name it: --adr NNNN');
    return false;
  }
  const kept = baseline.split('\n').filter((line) => line.startsWith('# ADR '));
  const added = broken.map((change) => `# ADR ${adr}: ${change}`);
  const head = ['# The schema as clients have it. Written by `npm run schema -- --accept`.', ...kept, ...added];
  writeFileSync(`${root}/${BASELINE}`, `${head.join('\n')}\n${schema.replace(/^#.*\n/, '')}`);
  console.log(
    `✓ ${BASELINE} is ${SCHEMA} now${broken.length > 0 ? `, ${broken.length} breaking changes with it` : ''}`,
  );
  return true;
}

await new Command('npm run schema --')
  .description(
    [
      'Fails where schema.graphql breaks the public contract or the clients of the last release (docs/schema-baseline.graphql),',
      'or has connections that are not as Relay specifies them.',
    ].join(' '),
  )
  .option('--accept', 'make schema.graphql the baseline, at a release')
  .option('--adr <number>', 'the decision behind breaking changes, such as 0023; with --accept')
  .action(async ({ accept: wanted, adr }: { accept?: boolean; adr?: string }) => {
    process.exitCode = (await (wanted ? accept(adr) : check())) ? 0 : 1;
  })
  .parseAsync();
