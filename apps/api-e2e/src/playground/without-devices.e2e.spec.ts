import { violationsOn } from './accessibility.ts';
import { openBrowser, REFUSED_DEVICES, REFUSED_SCREENS } from './browser.ts';
import { openEar, until, untilSeen } from './perceiving.ts';
import { playedScene } from './played-scene.ts';
import { meet, openWindow, type PlayedWindow } from './played-window.ts';

describe('people whose browser gives the page no device', () => {
  const scene = playedScene(REFUSED_DEVICES);
  let manager: PlayedWindow;
  let customer: PlayedWindow;

  beforeAll(() => {
    ({ manager, customer } = scene);
  });

  it('R36: are told what to do on this platform, and the meet goes on; allowed, they are heard and seen', async () => {
    await customer.click('start-chat-VOICE');
    await manager.click('accept');
    await customer.until('[data-testid=trouble][data-device=MICROPHONE]');
    const guide = await customer.see('guide');
    expect(await guide.textContent()).toMatch(/마이크/);
    expect(await guide.locator('li').count()).toBeGreaterThan(1);
    // Nobody is to believe that the customer is heard.
    await manager.until('[data-testid=tile-chulsoo] .muted-one');
    expect(await violationsOn(customer.page)).toEqual([]);
    await customer.click('locale');
    await customer.until('[data-testid=guide]:has-text("microphone")');
    await customer.click('camera');
    await customer.until('[data-testid=trouble][data-device=CAMERA] [data-testid=guide]');
    await manager.until(meet('LIVE', 'VOICE'));
    await customer.page.context().grantPermissions(['camera', 'microphone']);
    await customer.click('try-again');
    await untilSeen(manager, '[data-testid=tile-chulsoo]');
    await customer.untilGone('[data-testid=trouble]');
    await customer.click('mic');
    await (await openEar(manager, 'chulsoo')).untilHeard();
  });

  it('hear after a click where the browser waits for one', async () => {
    const kept = await manager.page.evaluate(() => ({ ...sessionStorage }));
    const restored = await scene.open();
    await restored.page.context().addInitScript(restoreWindow, kept);
    await restored.page.goto(`${scene.server.url}/?as=mina`);
    await restored.see('sound-on');
    const playing = () =>
      restored.page.getByTestId('sound-chulsoo').evaluate((audio) => !(audio as HTMLAudioElement).paused);
    expect(await playing()).toBe(false);
    expect(await violationsOn(restored.page)).toEqual([]);
    await restored.click('sound-on');
    await until('the sound to be played', playing, (plays) => plays);
    await restored.untilGone('[data-testid=sound-on]');
    await restored.close();
    await manager.click('end');
    await manager.untilGone('[data-testid=meet]');
  });

  it('R36: are told how to share a screen where there is none to choose', async () => {
    const refusing = await openBrowser(REFUSED_SCREENS);
    const second = await openWindow(refusing, { url: scene.server.url, as: 'minjun' });
    await second.click('to-room-support');
    await second.click('start-room-VOICE');
    await second.click('screen');
    await second.until('[data-testid=trouble][data-device=SCREEN]');
    await second.page.locator('.trouble summary').click();
    expect(await (await second.see('guide')).textContent()).toMatch(/화면/);
    expect(await violationsOn(second.page)).toEqual([]);
    await second.click('trouble-close');
    await second.untilGone('[data-testid=trouble]');
    await second.until(meet('LIVE', 'VOICE'));
    await second.click('end');
    await second.untilGone('[data-testid=meet]');
    expect(second.complaints).toEqual([]);
    await refusing.close();
  });

  it('complain of nothing', () => expect([...manager.complaints, ...customer.complaints]).toEqual([]));
});

describe('people of a server that carries no sound and picture', () => {
  const scene = playedScene(REFUSED_DEVICES, { MEDIA: 'off' });

  it('are told so, and meet as before', async () => {
    const { manager, customer } = scene;
    await customer.click('start-chat-VOICE');
    await manager.click('accept');
    await manager.until('[data-talk=waiting] .notice');
    expect(await manager.page.locator('.notice').textContent()).toMatch(/미트는 그대로 이어지고/);
    await manager.click('camera');
    await customer.until('[data-testid=tile-mina].camera .avatar');
    await customer.until(meet('LIVE', 'VIDEO'));
    await manager.click('end');
    await customer.untilGone('[data-testid=meet]');
  });
});

/**
 * Runs in the page: what the window kept is there, as where a browser restores one, and nothing sounds before a click. Headless
 * Chromium lets everything sound, so this says it in its place.
 */
function restoreWindow(kept: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);
  let clicked = false;
  addEventListener('click', () => (clicked = true), true);
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = async function () {
    if (!clicked) {
      this.pause();
      throw new DOMException(
        'play() failed because the user did not interact with the document first',
        'NotAllowedError',
      );
    }
    return play.call(this);
  };
}
