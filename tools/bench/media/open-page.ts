import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { root } from '../../run-steps.ts';

const run = promisify(execFile);

/** No permission is asked for, no loudspeaker used, and this machine's own address is good for its peers. */
const ARGS = ['--autoplay-policy=no-user-gesture-required', '--mute-audio', '--allow-loopback-in-peer-connection'];

/** A headless Chromium, which is installed where there is none; whoever opened it closes it. */
export async function openBrowser(): Promise<Browser> {
  const { stdout } = await run(process.execPath, [join(root, 'tools/browser.ts')]);
  return chromium.launch({ executablePath: stdout.trim(), args: ARGS });
}

/** A script of `pages/`, bundled as a frontend's bundler would; into that folder. */
export async function bundledPage(name: string, folder: string): Promise<string> {
  const file = join(folder, `${name}.js`);
  const source = join(root, 'tools/bench/media/pages', `${name}.ts`);
  const bundler = join(root, 'node_modules/.bin/rolldown');
  await run(bundler, [source, '--format', 'iife', '--platform', 'browser', '--file', file]);
  return readFile(file, 'utf8');
}

/** A site with nothing on it: of pages from nowhere Chromium does not say what it is. */
export async function openEmptySite(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end());
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  return {
    url: `http://127.0.0.1:${(site.address() as AddressInfo).port}/`,
    async close() {
      site.closeAllConnections();
      site.close();
      await once(site, 'close');
    },
  };
}

/** A page of that address. What goes wrong inside is printed. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`a page of the benchmark failed: ${String(error)}`));
  await page.goto(url);
  return page;
}
