import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtSoFar } from './build.ts';
import type { Place } from './place.ts';
import { startProgress } from './progress.ts';

/** How often who waits looks whether the other one is ready. */
const LOOK_EVERY_MS = 1_000;

/** Lets one process at a time obtain the worker; another waits, and then looks for itself. A dead one's lock is taken over. */
export async function withLock(place: Place, obtain: () => Promise<boolean>): Promise<boolean> {
  mkdirSync(place.folder, { recursive: true });
  const file = join(place.folder, 'lock');
  const progress = startProgress('Waiting for the media worker, which another process makes ready');
  try {
    while (!taken(file)) {
      progress.show(builtSoFar(place));
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    progress.stop();
  }
  const release = (): void => rmSync(file, { force: true });
  const end = (): never => {
    release();
    process.exit(143);
  };
  process.once('SIGTERM', end);
  try {
    return existsSync(place.binary) || (await obtain());
  } finally {
    process.off('SIGTERM', end);
    release();
  }
}

/** True once this process holds the lock. */
function taken(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!alive(file)) rmSync(file, { force: true });
    return false;
  }
}

function alive(file: string): boolean {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch {
    return false; // Released meanwhile, or its process is gone.
  }
}
