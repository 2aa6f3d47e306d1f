import type { Browser, BrowserContextOptions } from 'playwright-core';
import { startServer, temporaryDataDir, type RunningServer } from '../running-server.ts';
import { violationsOn } from './accessibility.ts';
import { FAKE_DEVICES, INSTALLED_WITHIN_MS, openBrowser } from './browser.ts';
import { meet, openWindow, type PlayedWindow } from './played-window.ts';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true };

describe('the page of the playground', () => {
  let browser: Browser;
  let server: RunningServer;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  let customer: PlayedWindow;
  const open = (as?: 'mina' | 'minjun', context: BrowserContextOptions = {}): Promise<PlayedWindow> =>
    openWindow(browser, { url: server.url, ...(as && { as }), context });

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    [browser, server] = await Promise.all([openBrowser(FAKE_DEVICES), startServer(dataDir.path)]);
    customer = await openWindow(browser, { url: server.url, as: 'chulsoo' });
  }, INSTALLED_WITHIN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await dataDir.remove();
  });

  it.each(['light', 'dark'] as const)(
    'can be used by everybody in its %s theme, as axe has it',
    async (colorScheme) => {
      const found: Record<string, string[]> = {};
      const look = async (what: string, { page }: PlayedWindow): Promise<void> => {
        found[what] = await violationsOn(page);
      };
      const chooser = await open(undefined, { colorScheme });
      await look('who are you', chooser);
      await chooser.close();
      const manager = await open('mina', { colorScheme });
      await customer.click('start-chat-VOICE');
      await manager.see('ring');
      await look('a ring', manager);
      await manager.click('accept');
      await manager.click('camera');
      await manager.until('.tile.camera');
      await manager.click('start-internal-VOICE');
      await manager.until('.meet.orange');
      await look('a live meet and an internal one', manager);
      await manager.click('to-room-support');
      await manager.click('start-room-VOICE');
      await manager.see('chat-text');
      await look('a team meet', manager);
      await manager.click('end');
      await manager.click('to-phone');
      await manager.see('duty');
      await look('a telephone', manager);
      await manager.click('to-settings');
      await manager.see('muteOnJoin');
      await look('settings', manager);
      await manager.click('to-chat-chulsoo');
      for (const each of ['.meet:not(.orange)', '.meet.orange']) {
        await manager.page.locator(each).getByTestId('end').click();
        await manager.untilGone(each);
      }
      await customer.click('start-chat-VOICE');
      await manager.click('decline');
      await manager.click('to-missed');
      await manager.see('missed-meet');
      await look('what was missed', manager);
      await manager.close();
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((what) => [what, []])));
      expect(Object.keys(found)).toHaveLength(7);
    },
  );

  it('would be found out if somebody could not use it', async () => {
    const chooser = await open();
    await chooser.page.evaluate("document.querySelector('main').append(document.createElement('button'))");
    expect(await violationsOn(chooser.page)).toEqual([expect.stringMatching(/^button-name at /)]);
    await chooser.close();
  });

  it('fits on a phone: nothing has to be moved sideways', async () => {
    const phone = await open('minjun', PHONE);
    const widths: number[] = [];
    const measure = async (): Promise<void> => {
      widths.push(await phone.page.evaluate('document.documentElement.scrollWidth'));
    };
    for (const pane of ['pane-list', 'pane-main', 'pane-log']) {
      await phone.click(pane);
      await measure();
    }
    await phone.click('pane-list');
    await phone.click('to-room-support');
    await phone.click('start-room-VIDEO');
    await phone.see('chat-text');
    await measure();
    await phone.click('end');
    await phone.untilGone(meet('LIVE'));
    for (const view of ['to-phone', 'to-settings', 'to-missed']) {
      await phone.click('pane-list');
      await phone.click(view);
      await measure();
    }
    await phone.close();
    const chooser = await open(undefined, PHONE);
    widths.push(await chooser.page.evaluate('document.documentElement.scrollWidth'));
    await chooser.close();
    expect(widths).toEqual(Array(8).fill(PHONE.viewport?.width));
  });

  it('speaks Korean and English, and remembers which', async () => {
    const chooser = await open();
    expect(await chooser.page.locator('h1').textContent()).toBe('누구로 들어갈까요?');
    await chooser.click('locale');
    await chooser.until('html[lang=en]');
    expect(await chooser.page.locator('h1').textContent()).toBe('Who are you here?');
    await chooser.click('be-mina');
    await chooser.see('line');
    expect(await (await chooser.see('to-missed')).textContent()).toMatch(/^Missed/);
    await chooser.close();
    const english = await open(undefined, { locale: 'en-GB' });
    expect(await english.page.locator('html').getAttribute('lang')).toBe('en');
    await english.close();
  });

  it('R34, R9: keeps a manager’s settings, and says why a meet cannot be started', async () => {
    const manager = await open('mina');
    await manager.click('to-settings');
    await manager.click('muteOnJoin');
    await manager.click('customersMayStart');
    await manager.until('[data-testid=customersMayStart]:not(:checked)');
    await customer.page.reload();
    await customer.until('[data-testid=start-chat-VOICE]:disabled');
    await manager.page.reload();
    await manager.until('[data-testid=muteOnJoin]:checked');
    await manager.until('[data-testid=customersMayStart]:not(:checked)');
    await customer.until('.why:has-text("고객의 미트 시작이 꺼져 있어요")');
    await manager.close();
  });
});
