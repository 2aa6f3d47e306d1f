import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@meets/telephony/testing/free-port';
import { RELEASE_START, releaseEnv } from '../bundle.ts';
import { isReady } from '../released-server.ts';
import type { Benchmark } from './benchmark.ts';
import { interleave } from './rounds.ts';

/** Starting more often tells little more. */
const MOST_ROUNDS = 7;
const LOOK_EVERY_MS = 3;
const READY_WITHIN_MS = 30_000;

/** From the spawn to `/health/ready` answering 200, on an empty directory; beside a Node that has nothing to do. */
export const coldStart: Benchmark = async ({ folder, rounds, progress }) => {
  const starts = Math.min(rounds, MOST_ROUNDS);
  progress.begin('cold start of the released bundle', 2 * (starts + 1));
  const { store, raw } = await interleave(
    starts,
    async (round) => ({ ms: await startOnce(join(folder, `cold-${round}`)) }),
    async () => ({ ms: await runNothing() }),
    progress.tick,
  );
  const aim = { of: 'figure', must: 500, stretch: 350 } as const;
  return [{ name: 'cold start, spawn → ready', unit: 'ms', store: store.ms, raw: raw.ms, aim }];
};

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort('127.0.0.1');
  const env = releaseEnv({
    ...process.env,
    ...{ HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', NODE_ENV: 'test' },
  });
  const began = performance.now();
  const child = spawn(RELEASE_START, { env, stdio: 'ignore' });
  const exited = once(child, 'exit');
  try {
    while (!(await isReady(`http://127.0.0.1:${port}`))) {
      if (child.exitCode !== null || performance.now() - began > READY_WITHIN_MS)
        throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms, or ended: code ${child.exitCode}`);
      await pause(LOOK_EVERY_MS);
    }
    return performance.now() - began;
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

async function runNothing(): Promise<number> {
  const began = performance.now();
  await once(spawn(process.execPath, ['-e', ''], { stdio: 'ignore' }), 'exit');
  return performance.now() - began;
}
