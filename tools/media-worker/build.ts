import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run-steps.ts';
import type { Place } from './place.ts';
import { startProgress } from './progress.ts';

/** How often the line that says how far the build is is written anew. */
const SHOWN_EVERY_MS = 1_000;

/**
 * Builds the worker from the npm package's own source. Resolves to whether it did; a build that was cut short goes on where
 * it stopped. Others' work goes before it (`nice`).
 */
export async function buildWorker(place: Place): Promise<boolean> {
  const out = join(place.folder, 'build');
  const progress = startProgress(`Building the media worker ${place.version} from source (4 to 9 minutes, once)`);
  const timer = setInterval(() => progress.show(builtSoFar(place)), SHOWN_EVERY_MS);
  const configure = [
    'cmake',
    '-G',
    'Ninja',
    '-S',
    join(root, 'tools/media-worker'),
    '-B',
    out,
    `-DWORKER=${place.source}`,
  ];
  const ok = (await logged(place, configure)) && (await logged(place, ['cmake', '--build', out]));
  clearInterval(timer);
  progress.stop(ok ? '✓' : '✗');
  if (!ok) {
    console.error(`What went wrong stands at the end of ${place.log}`);
    return false;
  }
  copyFileSync(join(out, 'mediasoup-worker'), `${place.binary}.new`);
  renameSync(`${place.binary}.new`, place.binary);
  rmSync(out, { recursive: true, force: true });
  return true;
}

/** Such as `57 of 261`, by the newest line of a build that is under way; empty where there is none. */
export function builtSoFar({ log }: Place): string {
  if (!existsSync(log)) return '';
  const newest = [...readFileSync(log, 'utf8').matchAll(/^\[(\d+)\/(\d+)\]/gm)].at(-1);
  return newest ? `${newest[1]} of ${newest[2]}` : '';
}

function logged({ log }: Place, command: readonly string[]): Promise<boolean> {
  const output = openSync(log, 'a');
  const child = spawn('nice', ['-n', '10', ...command], { stdio: ['ignore', output, output] });
  closeSync(output);
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  return new Promise((resolve) => {
    const end = (ok: boolean): void => {
      process.off('exit', stop);
      resolve(ok);
    };
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
  });
}
