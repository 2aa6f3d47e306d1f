import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { INSTALLED_WITHIN_MS, openBrowser } from '../playground/browser.ts';
import { until } from '../playground/perceiving.ts';
import type { EffectsPage } from './effects-page.ts';
import { bundledScript } from './person-page.ts';

const PACKAGES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
/** The folders that a page serves for the effects, as the SDK's page says. */
const FOLDERS: Readonly<Record<string, string>> = {
  noise: join(PACKAGES, '@sapphi-red/web-noise-suppressor/dist'),
  blur: join(PACKAGES, '@twilio/video-processors/dist/build'),
};
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
/** Loading a model and looking at some pictures, on a machine without a graphics card that has other work. */
const EFFECT_WITHIN_MS = 120_000;
describe('effects in a real browser', () => {
  let browser: Browser;
  let page: Page;
  let site: Server;

  beforeAll(async () => {
    site = createServer(({ url = '/' }, response) => {
      const [, folder = '', ...path] = new URL(url, 'http://site').pathname.split('/');
      const file = join(FOLDERS[folder] ?? '', ...path);
      if (url === '/')
        return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>-</title>');
      if (!FOLDERS[folder] || !existsSync(file)) return void response.writeHead(404).end();
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      createReadStream(file).pipe(response);
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const [opened, script] = await Promise.all([openBrowser(), bundledScript('effects-page.ts')]);
    browser = opened;
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await page.addScriptTag({ content: script });
  }, INSTALLED_WITHIN_MS);
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  const ask = <Name extends keyof EffectsPage>(
    name: Name,
    ...args: Parameters<EffectsPage[Name]>
  ): Promise<Awaited<ReturnType<EffectsPage[Name]>>> => page.evaluate(called, { name, args }) as never;

  it(
    'R34: noise suppression takes noise away, and more of it than of a voice',
    async () => {
      for (const what of ['noise', 'voice'] as const) expect(await ask('suppress', what)).toBe('suppressed');
      await until(
        'less than half of the noise to be left, and more of the voice',
        () => ask('left'),
        ({ noise, voice }) => isLessThan(noise, 0.5) && isLessThan(noise, voice),
      );
      expect(await ask('stopSuppressing')).toEqual(['ended', 'ended']);
    },
    EFFECT_WITHIN_MS,
  );
  const isLessThan = (one: number | null | undefined, other: number | null | undefined): boolean =>
    typeof one === 'number' && typeof other === 'number' && one < other;

  it(
    'R34: background blur blurs a room without people, frame after frame',
    async () => {
      const { before, after, ended, source } = (await ask('blur')) as Extract<
        Awaited<ReturnType<EffectsPage['blur']>>,
        { readonly before: number }
      >;
      expect(after).toBeLessThan(before / 2);
      expect([ended, source]).toEqual(['ended', 'live']);
    },
    EFFECT_WITHIN_MS,
  );

  it(
    'R24: neither is applied where the API says that the client has none, or where its files do not come',
    async () => {
      expect(await ask('refused')).toEqual(['not-allowed', 'not-allowed', 'failed', 'failed']);
    },
    EFFECT_WITHIN_MS,
  );
});

/** Runs inside the page. */
const called = ({ name, args }: { name: string; args: readonly unknown[] }): unknown =>
  (globalThis as unknown as { page: Record<string, (...args: readonly unknown[]) => unknown> }).page[name]?.(...args);
