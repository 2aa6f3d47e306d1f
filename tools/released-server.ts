import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@meets/telephony/testing/free-port';
import { RELEASE_START, releaseEnv } from './bundle.ts';

/** Where it listens. */
const HOST = '127.0.0.1';
const READY_WITHIN_MS = 30_000;

/** The released bundle in a process of its own, as `npm start` runs it. */
export async function startServer(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort(HOST);
  const url = `http://${HOST}:${port}`;
  const env = releaseEnv({
    ...process.env,
    HOST,
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    NODE_ENV: 'development',
    // Measured is the service; whoever measures telephones brings their own.
    SIP_DEV_PORT: 'off',
    ...settings,
  });
  const child = spawn(RELEASE_START, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null)
      throw new Error(`the server ended with code ${child.exitCode} before it was ready:\n${complaints}`);
    if (performance.now() > giveUpAt) {
      child.kill('SIGKILL');
      throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${complaints}`);
    }
    await pause(20);
  }
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );
