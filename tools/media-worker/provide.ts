import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { styleText } from 'node:util';
import { buildWorker } from './build.ts';
import { downloadWorker } from './download.ts';
import { installPackages } from './debian-packages.ts';
import { withLock } from './lock.ts';
import { findPlace, type Place } from './place.ts';

/** What the worker answers where nobody speaks to it, and so that it runs at all (mediasoup's own test of a download). */
const RUNS_ALONE = 41;

/**
 * Makes sure that mediasoup finds its worker; resolves to whether it does. What it did, or what is to be done by hand, has
 * been printed. With nothing to do it takes some milliseconds. Two at once: one works, the other waits for it.
 */
export async function provideWorker(): Promise<boolean> {
  if (process.env['MEETS_MEDIA_WORKER'] === 'skip') return false;
  const place = findPlace();
  if (!existsSync(place.binary) && !(await withLock(place, () => obtain(place)))) {
    console.error(
      styleText('yellow', '! Without the media worker the service runs, and its meets have no sound or picture.'),
    );
    return false;
  }
  linkTo(place);
  return true;
}

async function obtain(place: Place): Promise<boolean> {
  if (existsSync(place.binary)) return true;
  if ((await downloadWorker(place)) && works(place)) return true;
  if (!installPackages()) return false;
  return (await buildWorker(place)) && works(place);
}

function works({ binary }: Place): boolean {
  const { status } = spawnSync(binary, { stdio: 'ignore', env: {} });
  if (status === RUNS_ALONE) return true;
  console.error(`✗ ${binary} does not run on this machine (exit code ${status})`);
  rmSync(binary, { force: true });
  return false;
}

function linkTo({ link, binary }: Place): void {
  if (linkedTo(link) === binary) return;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  if (process.platform === 'win32') execFileSync('cmd', ['/c', 'copy', binary, link]);
  else symlinkSync(binary, link);
}

const linkedTo = (link: string): string | null => (existsSync(link) ? safeReadlink(link) : null);

function safeReadlink(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null; // A file, as mediasoup's own install leaves: it is replaced by the link.
  }
}
