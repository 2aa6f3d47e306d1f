import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { pause } from '../running-server.ts';
import type { MediaPage, Perceived } from './page.ts';

/** How long something that one page does may take to be heard or seen on another. */
const PERCEIVED_WITHIN_MS = 20_000;

const SCRIPT = fileURLToPath(new URL('page.ts', import.meta.url));
const BUNDLER = fileURLToPath(new URL('../../../../node_modules/.bin/rolldown', import.meta.url));

/** The page's script, as a frontend's bundler would make it: by a process of its own, for Jest's globals are not its. */
export async function bundledScript(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'meets-page-'));
  const file = join(folder, 'page.js');
  await promisify(execFile)(BUNDLER, [SCRIPT, '--format', 'iife', '--platform', 'browser', '--file', file]);
  const script = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  return script;
}

/** One person's page in a meet. */
export interface PersonPage {
  do<Name extends keyof MediaPage>(
    name: Name,
    ...args: Parameters<MediaPage[Name]>
  ): Promise<Awaited<ReturnType<MediaPage[Name]>>>;
  /** Waits until the page perceives so; says what it perceives instead where it never does. */
  until(what: string, condition: (perceived: Perceived) => boolean): Promise<Perceived>;
  close(): Promise<void>;
}

/** Opens it in a browser context of its own, on the server's origin. */
export async function openPersonPage(browser: Browser, serverUrl: string, script: string): Promise<PersonPage> {
  const context = await browser.newContext({ permissions: ['microphone', 'camera'] });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  // A page of the server's own, without a policy that keeps the script out: Chromium lets no other one reach this machine.
  await page.goto(`${serverUrl}/health/live`);
  await page.addScriptTag({ content: script });
  const ask: PersonPage['do'] = (name, ...args) =>
    page.evaluate(called, { name, args }) as ReturnType<PersonPage['do']> as never;
  return {
    do: ask,
    async until(what, condition) {
      const giveUpAt = performance.now() + PERCEIVED_WITHIN_MS;
      for (;;) {
        const perceived = await ask('perceived');
        if (condition(perceived)) return perceived;
        if (performance.now() > giveUpAt) {
          throw new Error(`${what}: not within ${PERCEIVED_WITHIN_MS} ms; ${JSON.stringify({ perceived, problems })}`);
        }
        await pause(50);
      }
    },
    close: () => context.close(),
  };
}

/** Runs inside the page. */
const called = ({ name, args }: { name: string; args: readonly unknown[] }): unknown =>
  (globalThis as unknown as { page: Record<string, (...args: readonly unknown[]) => unknown> }).page[name]?.(...args);
