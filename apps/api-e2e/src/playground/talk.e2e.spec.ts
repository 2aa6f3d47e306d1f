import { FAKE_DEVICES } from './browser.ts';
import { endNewestTrack, keepTracks, openEar, trackStates, until, untilSeen } from './perceiving.ts';
import { playedScene, reloadWith } from './played-scene.ts';
import { meet, type PlayedWindow } from './played-window.ts';

describe('two people who talk in two windows', () => {
  const scene = playedScene(FAKE_DEVICES);
  let manager: PlayedWindow;
  let customer: PlayedWindow;
  const { both } = scene;

  beforeAll(async () => {
    ({ manager, customer } = scene);
    await both((window) => reloadWith(window, keepTracks(window)));
  });

  beforeEach(async () => {
    await customer.click('start-chat-VOICE');
    await manager.see('ring');
    await manager.page.keyboard.press('Control+Shift+Space');
    await both((window) => window.until('[data-talk=open]'));
  });
  afterEach(async () => {
    await manager.click('end');
    await both((window) => window.untilGone('[data-testid=meet]'));
    await both((window) => nothingIsOpen(window));
  });
  const nothingIsOpen = (window: PlayedWindow): Promise<unknown> =>
    until(
      'every device to be let go',
      () => trackStates(window),
      (states) => states.every((state) => state === 'ended'),
    );

  it('R10, R35: the customer calls, the manager answers by shortcut, and each hears the other', async () => {
    const ears = await Promise.all([openEar(manager, 'chulsoo'), openEar(customer, 'mina')]);
    await Promise.all(ears.map((ear) => ear.untilHeard()));
    // How good the connection is stands beside each name.
    for (const who of ['mina', 'chulsoo']) await manager.until(`[data-testid=tile-${who}] [data-signal]`);
    expect((await both(trackStates)).map((states) => states.at(-1))).toEqual(['live', 'live']);
  });

  it('R35: nothing is heard of whoever muted themselves, which everybody sees, until they unmute', async () => {
    const ear = await openEar(manager, 'chulsoo');
    await ear.untilHeard();
    await customer.page.keyboard.press('Control+Shift+M');
    await manager.until('[data-testid=tile-chulsoo] .muted-one');
    await ear.untilSilent();
    await customer.click('mic');
    await manager.until('[data-testid=tile-chulsoo] .name:not(.muted-one)');
    await ear.untilHeard();
  });

  it('R21, R22: a camera is seen in the other window, and mirrored in one’s own; the record says VIDEO for ever', async () => {
    await customer.click('camera');
    await untilSeen(manager, '[data-testid=tile-chulsoo]');
    await untilSeen(customer, '[data-testid=tile-chulsoo]');
    expect(await customer.page.locator('[data-testid=tile-chulsoo] video.mirrored').count()).toBe(1);
    expect(await manager.page.locator('video.mirrored').count()).toBe(0);
    await customer.click('camera');
    await manager.until('[data-testid=tile-chulsoo] .avatar');
    await manager.untilGone('[data-testid=tile-chulsoo] video');
    await until(
      'the camera to be let go',
      () => trackStates(customer),
      (states) => states.at(-1) === 'ended',
    );
    await both((window) => window.until(meet('LIVE', 'VIDEO')));
  });

  it('R21: a shared screen is seen large, beside the camera, and ends with the browser’s own bar', async () => {
    await customer.click('camera');
    await customer.until('[data-testid=tile-chulsoo][data-picture=true]');
    await customer.click('screen');
    await untilSeen(manager, '[data-testid=screen-chulsoo]');
    await untilSeen(manager, '[data-testid=tile-chulsoo]');
    const [large, small] = await Promise.all(
      ['[data-testid=screen-chulsoo]', '[data-testid=tile-chulsoo]'].map((part) =>
        manager.page.locator(part).boundingBox(),
      ),
    );
    expect(large?.width).toBeGreaterThan((small?.width ?? 0) * 2);
    await endNewestTrack(customer);
    await manager.untilGone('[data-testid=screen-chulsoo]');
    await customer.until('[data-testid=screen][aria-pressed=false]');
    // The camera goes on.
    await untilSeen(manager, '[data-testid=tile-chulsoo]');
  });

  it('a shared screen fills the whole screen, by keyboard too', async () => {
    await customer.click('screen');
    await untilSeen(manager, '[data-testid=screen-chulsoo]');
    await (await manager.see('full-screen')).focus();
    await manager.page.keyboard.press('Enter');
    await manager.until('[data-testid=screen-chulsoo]:fullscreen');
    await manager.page.keyboard.press('Enter');
    await manager.untilGone('[data-testid=screen-chulsoo]:fullscreen');
  });

  it('R32: whoever leaves lets go of every device, and is heard no more', async () => {
    await (await openEar(manager, 'chulsoo')).untilHeard();
    await customer.click('camera');
    await untilSeen(manager, '[data-testid=tile-chulsoo]');
    await customer.click('leave');
    await manager.untilGone('[data-testid=sound-chulsoo]');
    await nothingIsOpen(customer);
  });

  it('R11: a second window of the same person is silent until they go on there', async () => {
    const second = await scene.open({ as: 'mina' });
    await second.until('[data-talk=elsewhere]');
    expect(await second.page.locator('audio').count()).toBe(0);
    await second.click('talk-here');
    await second.until('[data-talk=open]');
    await (await openEar(second, 'chulsoo')).untilHeard();
    await second.close();
  });

  it('goes on after a reload, camera and all', async () => {
    await customer.click('camera');
    await untilSeen(manager, '[data-testid=tile-chulsoo]');
    await customer.page.reload();
    await customer.until('[data-talk=open]');
    await untilSeen(customer, '[data-testid=tile-chulsoo]');
    await manager.until('[data-testid=sound-chulsoo]');
    await (await openEar(customer, 'mina')).untilHeard();
    await untilSeen(manager, '[data-testid=tile-chulsoo]');
    await until(
      'one voice of the customer',
      () => manager.page.getByTestId('sound-chulsoo').count(),
      (sounds) => sounds === 1,
    );
  });

  it('complain of nothing', () => expect([...manager.complaints, ...customer.complaints]).toEqual([]));
});
