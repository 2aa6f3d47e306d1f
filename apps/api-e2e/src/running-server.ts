import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@meets/telephony/testing/free-port';
import { within } from './within.ts';

/** How the released service is started. */
const START = fileURLToPath(new URL('../../api/bin/meets', import.meta.url));
/** Where it listens. */
const HOST = '127.0.0.1';
/** How long a server may take until it says that it is ready. */
const READY_WITHIN_MS = 60_000;
/** How long one question may take meanwhile. */
const ANSWER_WITHIN_MS = 5_000;
/** How long a server may take to end; one that is told to gives up by itself before. */
const ENDED_WITHIN_MS = 120_000;

/** Servers that were started and have not ended. */
const running = new Set<ChildProcess>();

export interface RunningServer {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** From the spawn to the first `ready`, in ms. */
  readonly startedInMs: number;
  /** Everything the server wrote to stdout and stderr. */
  output(): string;
  /** SIGTERM; resolves with the exit code and how long it took. */
  stop(): Promise<{ code: number | null; tookMs: number }>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** A data directory of its own, and a way to remove it. */
export async function temporaryDataDir(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'meets-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts the built service in a process of its own, on a real file, and waits until it is ready. */
export async function startServer(
  dataDir: string,
  env: Record<string, string> = {},
  nodeOptions: readonly string[] = [],
): Promise<RunningServer> {
  const port = await freePort(HOST);
  const url = `http://${HOST}:${port}`;
  const begun = performance.now();
  const child = spawn(START, {
    env: {
      PATH: process.env['PATH'],
      MEETS_NODE: process.execPath,
      NODE_OPTIONS: nodeOptions.join(' '),
      HOST,
      PORT: String(port),
      DATA_DIR: dataDir,
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  const written: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  await untilReady(url, child, written);
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    startedInMs: performance.now() - begun,
    output: () => written.join(''),
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  };
}

/**
 * kill -9 to every server that whoever started it has not ended, as a test that fails halfway; resolves once they are gone. While one runs, so
 * does the process that started it.
 */
export async function endLeftServers(): Promise<void> {
  await Promise.all([...running].map((child) => end(child, 'SIGKILL')));
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }> {
  const begun = performance.now();
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await within(ENDED_WITHIN_MS, `the server’s end after ${signal}`, exited);
  }
  return { code: child.exitCode, tookMs: performance.now() - begun };
}

async function untilReady(url: string, child: ChildProcess, written: string[]): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server exited with ${child.exitCode}:\n${written.join('')}`);
    if (performance.now() > giveUpAt) {
      child.kill('SIGKILL');
      throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${written.join('')}`);
    }
    const ready = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await pause(10);
  }
}

/** Between two looks at a condition; never instead of one. */
export const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
