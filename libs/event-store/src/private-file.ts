import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { isNativeError } from 'node:util/types';
import { EventStoreUnavailable } from './port.ts';

/**
 * Makes an empty file that only its owner may read, and the directories above it, where there is none; a file that is
 * there already is not touched. Throws {@link EventStoreUnavailable} where it cannot.
 *
 * It never opens a file that exists: closing a file that SQLite has open would drop this process's locks on it
 * (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
export function createPrivateFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (createEmpty(path)) syncDirectory(dirname(path));
  } catch (cause) {
    throw new EventStoreUnavailable(`${path} cannot be created`, { cause });
  }
}

/** False where there is such a file already. */
function createEmpty(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    // Asked by nature and not by `instanceof`: in a vm context, Node's own errors are of another realm.
    if (isNativeError(error) && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A new file survives a power cut only once its directory was synced too. */
function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
