import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { within } from '../within.ts';

/** How long anything on a page is waited for; a loaded machine takes its time. */
const SEEN_WITHIN_MS = 60_000;

export interface ShownEvent {
  readonly id: string;
  readonly type: string;
}

/** Runs in the page. */
const SHOWN_EVENTS = `[...document.querySelectorAll('[data-event]')]
  .map(({ dataset }) => ({ id: dataset.eventId, type: dataset.event }))
  .reverse()`;

/** A browser window in which somebody is played, in a profile of its own. */
export interface PlayedWindow {
  readonly page: Page;
  /** The part with that `data-testid`, shown. */
  see(id: string): Promise<Locator>;
  click(id: string): Promise<void>;
  /** Waits until a part that this selector finds is there. */
  until(selector: string): Promise<void>;
  /** Waits until no such part is there any more. */
  untilGone(selector: string): Promise<void>;
  /** The events that the log shows, oldest first. */
  events(): Promise<readonly ShownEvent[]>;
  /** Errors of scripts, and what the page's policy forbade; there must be none. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly url: string;
  /** Nobody: the page that asks. */
  readonly as?: 'mina' | 'minjun' | 'chulsoo';
  readonly path?: string;
  readonly context?: BrowserContextOptions;
}

const BASE: BrowserContextOptions = {
  locale: 'ko-KR',
  reducedMotion: 'reduce',
  viewport: { width: 1280, height: 800 },
};

/** Opens the page and waits until it shows something to do. */
export function openWindow(browser: Browser, options: WindowOptions): Promise<PlayedWindow> {
  const what = `a window of ${options.as ?? 'nobody'} at ${options.path ?? '/'} to show something to do`;
  return within(2 * SEEN_WITHIN_MS, what, open(browser, options));
}

async function open(browser: Browser, options: WindowOptions): Promise<PlayedWindow> {
  const { url, as, path = '/', context: more = {} } = options;
  const context = await browser.newContext({ ...BASE, ...more });
  context.setDefaultTimeout(SEEN_WITHIN_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOfTheNetwork(message.text())) complaints.push(message.text());
  });
  await page.goto(`${url}${path}${as ? `?as=${as}` : ''}`);
  await page.locator('main').first().waitFor();
  return {
    page,
    complaints,
    async see(id) {
      const part = page.getByTestId(id).first();
      await part.waitFor();
      return part;
    },
    click: (id) => page.getByTestId(id).first().click(),
    until: (selector) => page.locator(selector).first().waitFor({ state: 'attached' }),
    untilGone: (selector) => page.locator(selector).first().waitFor({ state: 'detached' }),
    events: () => page.evaluate<readonly ShownEvent[]>(SHOWN_EVENTS),
    close: () => context.close(),
  };
}

/** What the browser says when a connection breaks, which tests make happen. */
const isOfTheNetwork = (text: string): boolean => /WebSocket connection|Failed to load resource|net::ERR_/.test(text);

/** The selector of a meet's window in that state. */
export const meet = (state: string, kind = ''): string =>
  `[data-testid=meet][data-state=${state}]${kind && `[data-kind=${kind}]`}`;
