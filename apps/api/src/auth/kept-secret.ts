import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SECRET_BYTES = 32;

/**
 * A secret of this DATA_DIR's own: made once, so that what it vouches for outlives a restart and means nothing to any other
 * installation. Rejects where the directory cannot be written.
 */
export async function keptSecret(dataDir: string, name: string): Promise<Uint8Array> {
  const path = join(dataDir, name);
  try {
    // `wx`: of two processes that start at once, one makes the secret and the other reads it.
    await writeFile(path, randomBytes(SECRET_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return Buffer.from(await readFile(path, 'utf8'), 'hex');
}
