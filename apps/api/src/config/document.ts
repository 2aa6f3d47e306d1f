import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Variable } from './variable.ts';
import { AREAS } from './variables.ts';

/** Where the table stands in the checkout. */
const DOCUMENT = fileURLToPath(new URL('../../../../docs/configuration.md', import.meta.url));

/** `docs/configuration.md`, made from the variables themselves. */
export function configurationDocument(): string {
  return [
    '<!-- Generated from apps/api/src/config/variables by `npm run regenerate`. Change it there. -->',
    '# Configuration',
    '',
    'The service reads these environment variables and nothing else. A value that cannot be used stops the start with exit code 2 and a',
    'message that names every problem.',
    '',
    ...AREAS.flatMap(({ title, variables }) => section(title, variables)),
  ].join('\n');
}

function section(title: string, variables: Readonly<Record<string, Variable<unknown>>>): string[] {
  const rows = Object.entries(variables).map(
    ([name, { fallback, unit, doc }]) =>
      `| \`${name}\` | ${fallback === null || fallback === '' ? '' : `\`${fallback}\``} | ${unit} | ${doc} |`,
  );
  return [`## ${title}`, '', '| variable | default | unit | meaning |', '| --- | --- | --- | --- |', ...rows, ''];
}

/** `--write` writes the document, `--check` exits with 1 where it would change, nothing prints it. */
async function main(): Promise<void> {
  const wanted = configurationDocument();
  if (process.argv.includes('--write')) await writeFile(DOCUMENT, wanted);
  else if (process.argv.includes('--check')) {
    const found = await readFile(DOCUMENT, 'utf8').catch(() => '');
    if (found === wanted) return;
    console.error('docs/configuration.md is out of date: npm run regenerate');
    process.exitCode = 1;
  } else process.stdout.write(wanted);
}

if (import.meta.main) await main();
