import { type ChildProcess, spawn } from 'node:child_process';
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

/** What became of a step. */
export interface StepOutcome {
  readonly step: Step;
  readonly ok: boolean;
  readonly seconds: number;
}

/**
 * Runs the steps one after another, each with its own output, and prints a table of what passed and how long it took. A
 * step that fails does not keep the later ones from running. Resolves to true where all passed.
 */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  return summarize(await runLanes([steps]));
}

/**
 * Runs the lanes side by side, the steps of each one after another; resolves to all outcomes, lane by lane. What a lane alone
 * writes is shown as it comes; of several, each step's output is shown whole once it has ended, so that no two mix.
 */
export async function runLanes(lanes: readonly (readonly Step[])[]): Promise<readonly StepOutcome[]> {
  const busy = lanes.filter((lane) => lane.length > 0);
  const run = busy.length > 1 ? runAside : runInView;
  const outcomes = await Promise.all(
    busy.map(async (lane) => {
      const ended: StepOutcome[] = [];
      for (const step of lane) {
        const started = performance.now();
        const code = await run(step);
        ended.push({ step, ok: code === 0, seconds: (performance.now() - started) / 1000 });
      }
      return ended;
    }),
  );
  return outcomes.flat();
}

/** Prints the table; true where all passed. */
export function summarize(outcomes: readonly StepOutcome[]): boolean {
  console.log();
  for (const { step, ok, seconds } of outcomes) {
    const mark = ok ? styleText('green', '✓') : styleText('red', '✗');
    const mend = ok || !step.fix ? '' : `   to mend it: ${step.fix}`;
    console.log(`${mark} ${step.name.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s${mend}`);
  }
  return outcomes.every(({ ok }) => ok);
}

const headingOf = ({ name, command }: Step): string => styleText('bold', `\n▶ ${name}: ${command.join(' ')}`);

function runInView(step: Step): Promise<number> {
  console.log(headingOf(step));
  return runCommand(step.command);
}

async function runAside(step: Step): Promise<number> {
  console.log(`… ${step.name}`);
  const child = start(step.command, {}, 'pipe');
  const written: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => written.push(chunk));
  const code = await endOf(child);
  console.log(headingOf(step));
  process.stdout.write(Buffer.concat(written));
  return code;
}

/** Runs one program with our terminal; resolves to its exit code, or to 1 where a signal ended it. SIGTERM ends both. */
export function runCommand(command: Step['command'], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return endOf(start(command, env, 'inherit'));
}

/** What a shell answers for a program that SIGTERM ended. */
const ENDED_BY_SIGTERM = 143;

/** Programs that were started and have not ended. */
const running = new Set<ChildProcess>();

function endAll(): never {
  for (const child of running) child.kill();
  process.exit(ENDED_BY_SIGTERM);
}

function start([program, ...args]: Step['command'], env: NodeJS.ProcessEnv, output: 'inherit' | 'pipe'): ChildProcess {
  return spawn(program === 'node' ? process.execPath : program, args, {
    cwd: root,
    stdio: ['inherit', output, output],
    env: { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter), ...env },
  });
}

/** Resolves once it has ended and all that it wrote is here. */
async function endOf(child: ChildProcess): Promise<number> {
  if (running.size === 0) process.on('SIGTERM', endAll);
  running.add(child);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  } finally {
    running.delete(child);
    if (running.size === 0) process.off('SIGTERM', endAll);
  }
}
