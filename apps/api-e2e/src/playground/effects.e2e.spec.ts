import { violationsOn } from './accessibility.ts';
import { FAKE_DEVICES } from './browser.ts';
import { makeDevices, untilSharp } from './made-devices.ts';
import { openEar, untilSeen } from './perceiving.ts';
import { playedScene, reloadWith } from './played-scene.ts';
import type { PlayedWindow } from './played-window.ts';

const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';

describe('noise suppression and background blur in a running meet', () => {
  const scene = playedScene(FAKE_DEVICES);
  let manager: PlayedWindow;
  let customer: PlayedWindow;

  beforeAll(async () => {
    ({ manager, customer } = scene);
    await reloadWith(manager, makeDevices(manager.page.context()));
  });
  beforeEach(() => scene.talk());
  afterEach(() => scene.hangUp());

  const turn = async (effect: string, on: boolean): Promise<void> => {
    await manager.click('to-settings');
    await manager.click(effect);
    await manager.until(`[data-testid=${effect}]${on ? ':checked' : ':not(:checked)'}`);
    await manager.click('to-chat-chulsoo');
  };

  it('R34: noise is taken away while it is suppressed, and only then', async () => {
    const ear = await openEar(customer, 'mina');
    const before = await ear.untilTypically('a noise', (energy) => energy > 0);
    await turn('noiseSuppression', true);
    await ear.untilTypically('less than half of that', (energy) => energy < before / 2);
    await turn('noiseSuppression', false);
    await ear.untilTypically('more than half again', (energy) => energy > before / 2);
  });

  it('R34: what is behind a person is blurred while it is wished for, and only then; the others go on to see them', async () => {
    const own = '[data-testid=tile-mina]';
    await manager.click('camera');
    await untilSeen(customer, own);
    const before = await untilSharp(manager, own, 'there', (sharpness) => sharpness > 0);
    await turn('backgroundBlur', true);
    await untilSharp(manager, own, 'less than half as sharp', (sharpness) => sharpness < before / 2);
    await untilSeen(customer, own);
    expect(await violationsOn(manager.page)).toEqual([]);
    await turn('backgroundBlur', false);
    await untilSharp(manager, own, 'sharp again', (sharpness) => sharpness > before / 2);
    await untilSeen(customer, own);
  });

  it('R34: where a browser has not what it takes, the person is told so, and seen as they are', async () => {
    await manager.page.evaluate(() => Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor'));
    await turn('backgroundBlur', true);
    await manager.click('camera');
    const told = await manager.see('without-backgroundBlur');
    expect(await told.textContent()).toMatch(/배경이 흐려지지 않고 그대로 보여요/);
    expect(await violationsOn(manager.page)).toEqual([]);
    await untilSeen(customer, '[data-testid=tile-mina]');
    await turn('backgroundBlur', false);
    await manager.untilGone('[data-testid=without-backgroundBlur]');
  });

  it('R24: is offered only where the client can; else it is said that it cannot', async () => {
    const safari = await scene.open({ as: 'minjun', context: { userAgent: SAFARI } });
    await safari.click('to-settings');
    await safari.see('noiseSuppression');
    expect(await (await safari.see('no-backgroundBlur')).textContent()).toBe(
      '배경 흐림: 이 브라우저에서는 쓸 수 없어요.',
    );
    expect(await safari.page.getByTestId('backgroundBlur').count()).toBe(0);
    expect(await violationsOn(safari.page)).toEqual([]);
    await safari.close();
  });

  it('complain of nothing: the policy of the page lets the effects run', () =>
    expect([...manager.complaints, ...customer.complaints]).toEqual([]));
});
