import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { styleText } from 'node:util';
import { startProgress } from './media-worker/progress.ts';

const HELP = `node tools/setup.mjs tools/browser.ts

Prints where a Chromium is, for tests that need a browser: CHROMIUM_PATH where it is set, else one that is installed, else Debian's
is installed (once; apt-get, as root or with sudo).`;

/** What a Chromium is called, the plainest first; the last is a Mac's. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ON_A_MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
/** How long another apt-get is waited for. */
export const APT_LOCK_WAIT_S = 300;
/** How often the line that counts the seconds is written anew. */
export const SHOWN_EVERY_MS = 1_000;

const INSTALL = ['install', '-y', '--no-install-recommends', 'chromium'];

/** Where a Chromium is, which is installed where there is none. Null where it cannot be; what to do has been printed. */
async function provideBrowser(): Promise<string | null> {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return isProgram(chosen) ? chosen : advise(`CHROMIUM_PATH is ${chosen}, and that cannot be run`);
  return installed() ?? ((await install()) ? (installed() ?? advise('apt-get installed no Chromium')) : null);
}

function installed(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ON_A_MAC];
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether it did; by sudo where that asks for no password. */
async function install(): Promise<boolean> {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!(await run([...asRoot, 'apt-get', '--version'])).ok) {
    advise('no Chromium is installed, and apt-get cannot be run as root here');
    return false;
  }
  const progress = startProgress('Installing Chromium for the browser tests (apt-get, once)');
  const timer = setInterval(() => progress.show(''), SHOWN_EVERY_MS);
  progress.show('');
  let done = await run([...asRoot, ...aptGet(INSTALL)]);
  // A fresh machine has no lists of packages yet, or old ones.
  if (!done.ok && (await run([...asRoot, ...aptGet(['update'])])).ok) done = await run([...asRoot, ...aptGet(INSTALL)]);
  clearInterval(timer);
  progress.stop(done.ok ? '✓' : '✗');
  if (!done.ok) advise(`apt-get could not install Chromium: ${done.output.trim().split('\n').slice(-3).join(' ')}`);
  return done.ok;
}

const aptGet = (args: readonly string[]): readonly string[] => [
  ...['apt-get', '-qq', '-o', `DPkg::Lock::Timeout=${APT_LOCK_WAIT_S}`],
  ...args,
];

function run([program = '', ...args]: readonly string[]): Promise<{ readonly ok: boolean; readonly output: string }> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

function advise(why: string): null {
  console.error(styleText('red', `✗ The browser tests need a Chromium: ${why}.`));
  console.error('What to do: install chromium (Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to one.');
  return null;
}

if (process.argv.includes('--help')) console.log(HELP);
else {
  const path = await provideBrowser();
  if (path === null) process.exitCode = 1;
  else console.log(path);
}
