import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderEventCatalogue } from '@meets/meet-domain';

/**
 * Writes docs/events.md from the domain's event catalogue. With `--check` nothing is written, and a page that differs, or
 * is not there, ends in exit code 1.
 */
const page = join(import.meta.dirname, '..', 'docs', 'events.md');
const rendered = renderEventCatalogue();

if (!process.argv.includes('--check')) {
  await writeFile(page, rendered);
  console.log('wrote docs/events.md');
} else if (rendered !== (await readIfThere(page))) {
  console.error('docs/events.md does not match the event catalogue: run `npm run regenerate` and commit it');
  process.exitCode = 1;
} else {
  console.log('docs/events.md is up to date');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
