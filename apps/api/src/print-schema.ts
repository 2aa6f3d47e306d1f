import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { schemaDocument } from './graphql/build-schema.ts';

/** Where the schema stands in the checkout. */
const DOCUMENT = fileURLToPath(new URL('../../../schema.graphql', import.meta.url));

/** `--write` writes schema.graphql, `--check` exits with 1 where it would change, nothing prints it. */
async function main(): Promise<void> {
  const wanted = await schemaDocument();
  if (process.argv.includes('--write')) await writeFile(DOCUMENT, wanted);
  else if (process.argv.includes('--check')) {
    const found = await readFile(DOCUMENT, 'utf8').catch(() => '');
    if (found === wanted) return;
    console.error('schema.graphql is out of date: npm run regenerate');
    process.exitCode = 1;
  } else process.stdout.write(wanted);
}

if (import.meta.main) await main();
