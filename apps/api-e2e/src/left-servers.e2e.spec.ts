import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, temporaryDataDir } from './running-server.ts';

const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));
const THIS_FILE = fileURLToPath(import.meta.url);
/** How long a Jest may take until it ends by itself; then it is ended. */
const ENDS_WITHIN_MS = 120_000;
/** Where this file, run by itself, leaves the process id of the server that it leaves. */
const LEFT = process.env['LEFT_SERVER'];

if (LEFT === undefined) {
  describe('a test file that fails while its server runs', () => {
    it('leaves no server behind, and Jest ends by itself', async () => {
      const dataDir = await temporaryDataDir();
      const left = join(dataDir.path, 'left');
      const { code, written } = await runsItself(left);
      const [pid, ready] = readFileSync(left, 'utf8').split(' ');
      expect([code, ready, written]).toEqual([1, 'true', expect.stringContaining('it fails here')]);
      expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
      await dataDir.remove();
    });
  });
} else {
  it('is run by the test above', async () => {
    const { pid, url } = await startServer(join(LEFT, '../data'));
    const { ok } = await fetch(`${url}/health/ready`);
    await writeFile(LEFT, `${pid} ${ok}`);
    throw new Error('it fails here');
  });
}

/** Resolves once that Jest is gone. */
async function runsItself(left: string): Promise<{ readonly code: number | null; readonly written: string }> {
  const jest = spawn(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--config=apps/api-e2e/jest.config.mjs', '--runTestsByPath', THIS_FILE],
    {
      cwd: WORKSPACE,
      env: { ...process.env, LEFT_SERVER: left },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: ENDS_WITHIN_MS,
    },
  );
  let written = '';
  jest.stderr.on('data', (chunk) => (written += String(chunk)));
  const [code] = (await once(jest, 'close')) as [number | null];
  return { code, written };
}
