import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { styleText } from 'node:util';
import { startProgress } from '../media-worker/progress.ts';

/** How long another apt-get is waited for. */
export const APT_LOCK_WAIT_S = 300;
/** How often the line that counts the seconds is written anew. */
export const SHOWN_EVERY_MS = 1_000;

/** A program that tests need and this project does not bring. */
export interface DebianProgram {
  /** As people call it: `a Chromium`. */
  readonly title: string;
  /** Which tests need it. */
  readonly tests: string;
  /** What it may be called, the plainest first. */
  readonly names: readonly string[];
  /** Where it is besides, on other systems. */
  readonly elsewhere: readonly string[];
  /** The variable that names another one. */
  readonly variable: string;
  /** Debian's package that has it. */
  readonly package: string;
}

/** Where the program is, which is installed where there is none. Null where it cannot be; what to do has been printed. */
export async function provideProgram(program: DebianProgram): Promise<string | null> {
  const chosen = process.env[program.variable];
  if (chosen)
    return isProgram(chosen) ? chosen : advise(program, `${program.variable} is ${chosen}, and that cannot be run`);
  const found = installed(program);
  if (found !== null || !(await install(program))) return found;
  return installed(program) ?? advise(program, `apt-get installed no ${program.names[0]}`);
}

/** Prints where it is, or its help; exits with 1 where there is none. What a tool of this kind does. */
export async function printProgram(program: DebianProgram, help: string): Promise<void> {
  if (process.argv.includes('--help')) return console.log(help);
  const path = await provideProgram(program);
  if (path === null) process.exitCode = 1;
  else console.log(path);
}

function installed({ names, elsewhere }: DebianProgram): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere];
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
async function install(program: DebianProgram): Promise<boolean> {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!(await run([...asRoot, 'apt-get', '--version'])).ok) {
    advise(program, 'none is installed, and apt-get cannot be run as root here');
    return false;
  }
  const progress = startProgress(`Installing ${program.package} for ${program.tests} (apt-get, once)`);
  const timer = setInterval(() => progress.show(''), SHOWN_EVERY_MS);
  progress.show('');
  const wanted = [...asRoot, ...aptGet(['install', '-y', '--no-install-recommends', program.package])];
  let done = await run(wanted);
  // A fresh machine has no lists of packages yet, or old ones.
  if (!done.ok && (await run([...asRoot, ...aptGet(['update'])])).ok) done = await run(wanted);
  clearInterval(timer);
  progress.stop(done.ok ? '✓' : '✗');
  if (!done.ok) advise(program, `apt-get could not install it: ${done.output.trim().split('\n').slice(-3).join(' ')}`);
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

function advise(program: DebianProgram, why: string): null {
  console.error(styleText('red', `✗ ${program.tests} need ${program.title}: ${why}.`));
  console.error(
    `What to do: install ${program.package} (Debian: sudo apt-get install ${program.package}), or set ${program.variable} to one.`,
  );
  return null;
}
