import type { Browser } from 'playwright-core';
import { INSTALLED_WITHIN_MS, openBrowser } from './playground/browser.ts';
import { startServer, temporaryDataDir, type RunningServer } from './running-server.ts';

/** How long anything on the page is waited for. */
const SEEN_WITHIN_MS = 60_000;

/** GraphiQL in a window of its own. */
interface Window {
  /** Goes to the tab of that operation and presses play; resolves with what the page then shows. */
  play(operation: string): Promise<string>;
  /** Resolves once the page shows this. */
  shows(text: string): Promise<void>;
  /** What the page has asked anybody but the server for. */
  readonly elsewhere: readonly string[];
}

describe('GraphiQL', () => {
  let browser: Browser;
  let server: RunningServer;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    [browser, server] = await Promise.all([openBrowser(), startServer(dataDir.path)]);
  }, INSTALLED_WITHIN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await dataDir.remove();
  });

  it('walks a meet from an empty channel to its end by its ready operations, and asks nobody else for anything', async () => {
    const [window, devices] = [await openWindow(browser, server.url), await openWindow(browser, server.url)];
    expect(await window.play('Prepare')).toMatch(/^(?!.*(Problem|errors)).*"updateChannelMeetSettings"/s);
    const ringing = devices.play('Rings');
    expect(await window.play('Start')).toContain('"state": "RINGING"');
    expect(await ringing).toContain('"ringing": true');
    expect(await window.play('Accept')).toContain('"state": "LIVE"');
    await devices.shows('"outcome": "ACCEPTED"');
    expect(await window.play('Camera')).toMatch(/"on": {.*"kind": "VIDEO".*"off": {.*"kind": "VIDEO"/s);
    expect(await window.play('End')).toContain('"state": "ENDED"');
    await window.play('Events');
    await window.shows('"type": "MeetEnded"');
    expect(await window.play('Chat')).toContain('"allowed": true');
    expect([...window.elsewhere, ...devices.elsewhere]).toEqual([]);
  });
});

/** In a context of its own: Chromium lets a page behind another one sleep. */
async function openWindow(browser: Browser, url: string): Promise<Window> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(SEEN_WITHIN_MS);
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== url) elsewhere.push(request.url());
  });
  await page.goto(`${url}/graphql`);
  const shown = page.locator('.result-window');
  return {
    async play(operation) {
      await page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${operation}$`) }).click();
      await page.locator('.graphiql-execute-button').click();
      await shown.filter({ hasText: /"(data|errors|newestFirst)"/ }).waitFor();
      return (await shown.innerText()).replaceAll('\u00a0', ' ');
    },
    elsewhere,
    shows: (text) => shown.filter({ hasText: text }).waitFor(),
  };
}
