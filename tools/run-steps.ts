import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { styleText } from 'node:util';

/** The checkout's root; every command here runs in it. */
export const root = dirname(import.meta.dirname);

export interface Step {
  readonly name: string;
  /** What to do when it fails. */
  readonly fix?: string;
  /** A program in node_modules/.bin, or `node`, and its arguments. */
  readonly command: readonly [string, ...string[]];
}

/**
 * Runs the steps one after another, each with its own output, and prints a table of what passed and how long it took. A
 * step that fails does not keep the later ones from running. Resolves to true where all passed.
 */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const rows: { name: string; ok: boolean; seconds: number; fix: string | undefined }[] = [];
  for (const [index, { name, command, fix }] of steps.entries()) {
    console.log(styleText('bold', `\n▶ ${name} (${index + 1} of ${steps.length}): ${command.join(' ')}`));
    const started = performance.now();
    const code = await runCommand(command);
    rows.push({ name, ok: code === 0, seconds: (performance.now() - started) / 1000, fix });
  }
  console.log();
  for (const { name, ok, seconds, fix } of rows) {
    const mark = ok ? styleText('green', '✓') : styleText('red', '✗');
    console.log(
      `${mark} ${name.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s${ok || !fix ? '' : `   to mend it: ${fix}`}`,
    );
  }
  return rows.every(({ ok }) => ok);
}

/** What a shell answers for a program that SIGTERM ended. */
const ENDED_BY_SIGTERM = 143;

/** Runs one program with our terminal; resolves to its exit code, or to 1 where a signal ended it. SIGTERM ends both. */
export function runCommand([program, ...args]: Step['command'], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter), ...env },
  });
  const endBoth = (): never => {
    child.kill();
    process.exit(ENDED_BY_SIGTERM);
  };
  process.once('SIGTERM', endBoth);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGTERM', endBoth);
      resolve(code ?? 1);
    });
  });
}
