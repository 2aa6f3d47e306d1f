import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { pause } from '../running-server.ts';
import { within } from '../within.ts';
import type { Perceived, PersonOnPage } from './page.ts';

/** How long something that one page does may take to be heard or seen on another. */
const PERCEIVED_WITHIN_MS = 60_000;

/** How long a page may take to do what it is asked, as to open a device. */
const DONE_WITHIN_MS = 60_000;

const BUNDLER = fileURLToPath(new URL('../../../../node_modules/.bin/rolldown', import.meta.url));

/** A page's script, as a frontend's bundler would make it: by a process of its own, for Jest's globals are not its. */
export async function bundledScript(name = 'page.ts'): Promise<string> {
  const source = fileURLToPath(new URL(name, import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'meets-page-'));
  const file = join(folder, 'page.js');
  await promisify(execFile)(BUNDLER, [
    source,
    '--format',
    'iife',
    '--no-codeSplitting',
    '--platform',
    'browser',
    '--file',
    file,
  ]);
  const script = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  return script;
}

/** A page with room for several persons. */
export interface Page {
  /** The person of that name on it, with a token and media of their own. */
  person(name: string): Person;
  close(): Promise<void>;
}

/** One person in a meet. */
export interface Person {
  do<Name extends keyof PersonOnPage>(
    name: Name,
    ...args: Parameters<PersonOnPage[Name]>
  ): Promise<Awaited<ReturnType<PersonOnPage[Name]>>>;
  /** Waits until they perceive so; says what they perceive instead where they never do. */
  until(what: string, condition: (perceived: Perceived) => boolean): Promise<Perceived>;
}

/** What is done to a page before it is loaded. */
export type Prepare = (page: BrowserPage) => Promise<void>;

/** A page in a browser context of its own, on the origin of that URL, that runs the script. */
export function openScript(...asked: Parameters<typeof loadScript>): Promise<BrowserPage> {
  return within(2 * DONE_WITHIN_MS, `a page at ${asked[1]} that runs its script`, loadScript(...asked));
}

async function loadScript(
  browser: Browser,
  serverUrl: string,
  script: string,
  permissions: string[],
  prepare: Prepare = async () => undefined,
): Promise<BrowserPage> {
  const context = await browser.newContext({ permissions });
  const page = await context.newPage();
  await prepare(page);
  // A page of the server's own, without a policy that keeps the script out: Chromium lets no other one reach this machine.
  await page.goto(`${serverUrl}/health/live`);
  await page.addScriptTag({ content: script });
  return page;
}

/** Opens it where its persons allow microphone and camera. */
export async function openPage(browser: Browser, serverUrl: string, script: string, prepare?: Prepare): Promise<Page> {
  const page = await openScript(browser, serverUrl, script, ['microphone', 'camera'], prepare);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const person = (who: string): Person => {
    const ask: Person['do'] = (name, ...args) =>
      within(DONE_WITHIN_MS, `${who} to ${name}`, page.evaluate(called, { who, name, args })) as ReturnType<
        Person['do']
      > as never;
    return { do: ask, until: (what, condition) => until(ask, `${who}: ${what}`, condition, problems) };
  };
  return { person, close: () => page.context().close() };
}

async function until(
  ask: Person['do'],
  what: string,
  condition: (perceived: Perceived) => boolean,
  problems: readonly string[],
): Promise<Perceived> {
  const giveUpAt = performance.now() + PERCEIVED_WITHIN_MS;
  for (;;) {
    const perceived = await ask('perceived');
    if (condition(perceived)) return perceived;
    if (performance.now() > giveUpAt) {
      throw new Error(`${what}: not within ${PERCEIVED_WITHIN_MS} ms; ${JSON.stringify({ perceived, problems })}`);
    }
    await pause(50);
  }
}

/** Runs inside the page. */
function called({ who, name, args }: { who: string; name: string; args: readonly unknown[] }): unknown {
  const { person } = globalThis as unknown as {
    person(who: string): Record<string, (...args: readonly unknown[]) => unknown>;
  };
  return person(who)[name]?.(...args);
}
