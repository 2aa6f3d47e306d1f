import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { rolldown } from 'rolldown';
import { pause } from '../running-server.ts';
import type { MediaPage, Perceived } from './page.ts';

/** How long something that one page does may take to be heard or seen on another. */
const PERCEIVED_WITHIN_MS = 20_000;

const SCRIPT = fileURLToPath(new URL('page.ts', import.meta.url));

/** The page's script, as a frontend's bundler would make it. */
export async function bundledScript(): Promise<string> {
  const build = await rolldown({
    input: SCRIPT,
    platform: 'browser',
    tsconfig: false,
    resolve: { conditionNames: ['meets-source', 'import', 'browser', 'default'] },
  });
  const { output } = await build.generate({ format: 'iife' });
  await build.close();
  return output[0].code;
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
  const url = `${serverUrl}/media-page`;
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><body></body>' }));
  await page.goto(url);
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
