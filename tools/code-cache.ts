import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { styleText } from 'node:util';
import { RELEASE_ENTRY, RELEASE_START } from './bundle.ts';
import { startServer } from './released-server.ts';

const RELEASE = dirname(RELEASE_ENTRY);
/** Where apps/api/src/main.ts looks for it. */
const CODE_CACHE = join(RELEASE, 'code-cache');
/** Says which release, started how, and which Node, the cache was made from and by: V8 takes no code that was compiled under other options. */
const MADE_FOR = join(CODE_CACHE, 'made-for');
/** How long media may take to start. Where their worker has not been installed they never do, and have loaded their code by then. */
const MEDIA_WITHIN_MS = 2_000;

/**
 * Starts the release once, on a directory of its own, and stops it: when it ends, Node writes down the code that it
 * compiled, and later starts need not compile it again. Does nothing where that has been done for this very release.
 */
export async function fillCodeCache(): Promise<void> {
  const release = digestOfRelease();
  if (madeFor() === release) return;
  const started = performance.now();
  rmSync(CODE_CACHE, { recursive: true, force: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'meets-code-cache-'));
  try {
    const server = await startServer(dataDir);
    await untilMediaAreThere(server.url);
    await server.stop();
    writeFileSync(MADE_FOR, release);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`${styleText('green', '✓')} Code cache: ${seconds} s`);
}

/** Media start after the service is ready, and what they load is kept like the rest. */
async function untilMediaAreThere(url: string): Promise<void> {
  const giveUpAt = performance.now() + MEDIA_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const { details } = (await (await fetch(`${url}/health/ready`)).json()) as Health;
    if (details.media.state === 'available') return;
    await pause(20);
  }
}

/** Of what the service says of itself. */
interface Health {
  readonly details: { readonly media: { readonly state: string } };
}

function madeFor(): string | null {
  try {
    return readFileSync(MADE_FOR, 'utf8');
  } catch {
    return null;
  }
}

function digestOfRelease(): string {
  const digest = createHash('sha256').update(process.version).update(readFileSync(RELEASE_START));
  for (const file of globSync('*.js', { cwd: RELEASE }).sort()) digest.update(readFileSync(join(RELEASE, file)));
  return digest.digest('hex');
}
