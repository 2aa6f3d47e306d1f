import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'development-secret';
const SECRET_BYTES = 32;

/**
 * The secret that development tokens are signed with: made once for each DATA_DIR, so that tokens outlive a restart and mean
 * nothing to any other installation. Rejects where the directory cannot be written.
 */
export async function developmentSecret(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, FILE);
  try {
    // `wx`: of two processes that start at once, one makes the secret and the other reads it.
    await writeFile(path, randomBytes(SECRET_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from(await readFile(path, 'utf8'), 'hex');
}
