import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isNativeError } from 'node:util/types';

/** DATA_DIR is no place where files can be kept; the message says why. */
export class DataDirUnusable extends Error {
  override readonly name = 'DataDirUnusable';
}

/**
 * Makes the directory where it is missing, and sees that a file can be made in it. Rejects with {@link DataDirUnusable}, at
 * once, for a place where that cannot be.
 */
export async function openDataDir(path: string): Promise<void> {
  try {
    const directory = resolve(path);
    await make(directory);
    const probe = join(directory, `.probe-${randomUUID()}`);
    await (await open(probe, 'wx')).close();
    await rm(probe);
  } catch (cause) {
    throw new DataDirUnusable(isNativeError(cause) ? cause.message : String(cause), { cause });
  }
}

/** Not by Node's own `recursive`, which never comes back below /proc: what was made there is not there. */
async function make(directory: string): Promise<void> {
  const parent = dirname(directory);
  try {
    await mkdir(directory);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return isDirectory(directory);
    if (codeOf(error) !== 'ENOENT' || parent === directory) throw error;
    await make(parent);
    // Whoever was faster in between made the same directory.
    await mkdir(directory).catch((again: unknown) => {
      if (codeOf(again) !== 'EEXIST') throw again;
    });
  }
}

async function isDirectory(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) throw new Error(`${path} is not a directory`);
}

const codeOf = (error: unknown): string | undefined =>
  isNativeError(error) ? (error as NodeJS.ErrnoException).code : undefined;
