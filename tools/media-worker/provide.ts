import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { styleText } from 'node:util';
import { buildWorker } from './build.ts';
import { downloadWorker } from './download.ts';
import { installPackages } from './debian-packages.ts';
import { withLock } from './lock.ts';
import { root } from '../run-steps.ts';
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

/**
 * The same without waiting: where the worker is not there yet, a process of its own gets it, and what that says goes into a file
 * that is named here. A server that runs already takes the worker up once it has come.
 */
export function workerInBackground(): void {
  if (process.env['MEETS_MEDIA_WORKER'] === 'skip') return;
  const place = findPlace();
  if (existsSync(place.binary)) return linkTo(place);
  mkdirSync(place.folder, { recursive: true });
  const file = join(place.folder, 'background.log');
  const output = openSync(file, 'a');
  const tool = join(root, 'tools/media-worker.ts');
  const child = spawn(process.execPath, [...process.execArgv, tool], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  child.unref();
  closeSync(output);
  console.error(`… The media worker is being made ready in the background; how far it is stands in ${file}`);
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
