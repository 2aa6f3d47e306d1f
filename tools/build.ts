import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { Command } from 'commander';
import { buildPlayground } from './build-playground.ts';
import { bundle } from './bundle.ts';
import { fillCodeCache } from './code-cache.ts';
import { root } from './run-steps.ts';

/** What is released: the service with, through its references, the libraries it needs, and what frontends install. */
export const RELEASE_PROJECTS = ['apps/api/tsconfig.app.json', 'libs/meet-client/tsconfig.lib.json'];

/**
 * Compiles what is released, bundles it and the playground that it serves, and has V8 compile it once for all starts.
 * Resolves to true where all of it worked; what did not has been printed.
 */
export async function buildRelease(): Promise<boolean> {
  if (!(await build(RELEASE_PROJECTS))) return false;
  const [page] = await Promise.all([buildPlayground(), bundle()]);
  await fillCodeCache();
  return page;
}

/**
 * Compiles what has changed (`tsc -b`), showing which project it is at. Resolves to true where everything compiled; the
 * compiler's complaints have been printed otherwise.
 */
export async function build(projects: readonly string[]): Promise<boolean> {
  const started = performance.now();
  const args = [join(root, 'node_modules/typescript/bin/tsc'), '-b', '--verbose', '--pretty', ...projects];
  const compiler = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const complaints: string[] = [];
  let rest = '';
  for await (const chunk of compiler.stdout.setEncoding('utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line, complaints);
  }
  const ok = (compiler.exitCode ?? (await new Promise((resolve) => compiler.once('exit', resolve)))) === 0;
  clearLine();
  if (!ok) console.error(complaints.join('\n').trim());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`${ok ? styleText('green', '✓') : styleText('red', '✗')} Build: ${seconds} s`);
  return ok;
}

/** The compiler's own narration starts each paragraph with a time of day; the rest are complaints. */
function readLine(line: string, complaints: string[]): void {
  const narration = /^\[.*?\d+:\d+:\d+.*?\] (.*)/.exec(line)?.[1];
  if (narration === undefined) {
    if (!/^\s+\* .*tsconfig/.test(line)) complaints.push(line);
    return;
  }
  const project = /^Building project '(.*)'/.exec(narration)?.[1];
  if (project === undefined) return;
  clearLine();
  process.stderr.write(`… Building ${project.replace(`${root}/`, '')}${process.stderr.isTTY ? '' : '\n'}`);
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}

if (import.meta.main) {
  new Command('npm run build')
    .description(
      'Compiles and bundles what is released: the service, the playground and the browser client. apps/api/bin/meets then starts the service.',
    )
    .parse();
  process.exitCode = (await buildRelease()) ? 0 : 1;
}
