import type { Browser } from 'playwright-core';
import { startServer, temporaryDataDir, type RunningServer } from '../running-server.ts';
import { INSTALLED_WITHIN_MS, openBrowser } from './browser.ts';
import { openWindow, type PlayedWindow, type WindowOptions } from './played-window.ts';

/** A server and a browser of one file's own, with a manager's window and a customer's, who share a chat. */
export interface PlayedScene {
  readonly browser: Browser;
  readonly server: RunningServer;
  readonly manager: PlayedWindow;
  readonly customer: PlayedWindow;
  /** One more window, which whoever opened it closes. */
  open(options?: Partial<WindowOptions>): Promise<PlayedWindow>;
  /** Does it in the manager's window and the customer's at once. */
  both<Done>(act: (window: PlayedWindow) => Promise<Done>): Promise<Done[]>;
  /** The customer calls, the manager answers, and both are connected. */
  talk(): Promise<void>;
  /** The manager ends that for everyone. */
  hangUp(): Promise<void>;
}

/** One worker carries all that two people send. */
const ONE_WORKER = { MEDIA_WORKERS: '1' };

/**
 * Sets the scene by Jest's hooks, for the `describe` it is called in; what it answers may be read in hooks after these, and in tests.
 * `devices`: how the browser is started, see `browser.ts`.
 */
export function playedScene(
  devices: readonly string[],
  settings: Readonly<Record<string, string>> = ONE_WORKER,
): PlayedScene {
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>> | null = null;
  let browser: Browser | null = null;
  let server: RunningServer | null = null;
  let manager: PlayedWindow | null = null;
  let customer: PlayedWindow | null = null;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    [browser, server] = await Promise.all([openBrowser(devices), startServer(dataDir.path, settings)]);
    // The first window makes the people and their places.
    manager = await scene.open({ as: 'mina' });
    customer = await scene.open({ as: 'chulsoo' });
  }, INSTALLED_WITHIN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await dataDir?.remove();
  });

  const scene: PlayedScene = {
    get browser() {
      return onceSet(browser);
    },
    get server() {
      return onceSet(server);
    },
    get manager() {
      return onceSet(manager);
    },
    get customer() {
      return onceSet(customer);
    },
    open: (options) => openWindow(scene.browser, { url: scene.server.url, ...options }),
    both: (act) => Promise.all([scene.manager, scene.customer].map(act)),
    async talk() {
      await scene.manager.click('to-chat-chulsoo');
      await scene.customer.click('start-chat-VOICE');
      await scene.manager.click('accept');
      await scene.both((window) => window.until('[data-talk=open]'));
    },
    async hangUp() {
      await scene.manager.click('to-chat-chulsoo');
      await scene.manager.click('end');
      await scene.both((window) => window.untilGone('[data-testid=meet]'));
    },
  };
  return scene;
}

function onceSet<Part>(part: Part | null): Part {
  if (part === null) throw new Error('the scene is set by hooks: read it in a test');
  return part;
}

/** Loads the window's page anew, with what was prepared for it. */
export async function reloadWith(window: PlayedWindow, prepared: Promise<unknown>): Promise<void> {
  await prepared;
  await window.page.reload();
  await window.until('[data-line=following]');
}
