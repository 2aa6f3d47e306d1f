import { INSTALLED_WITHIN_MS, providedProgram } from '../provided-program.ts';
import { violationsOn } from './accessibility.ts';
import { FAKE_DEVICES } from './browser.ts';
import { openEar, until } from './perceiving.ts';
import { playedScene } from './played-scene.ts';
import { meet, type PlayedWindow } from './played-window.ts';
import { calledBySoftphone, type Softphone } from './softphone.ts';

const PLAYED_TELEPHONES = { MEDIA_WORKERS: '1', SIP_DEV_PORT: '0' };
const duty = (state: string): string => `[data-testid=duty][data-duty=${state}]`;
type Owner = 'chulsoo' | 'younghee' | 'stranger';
const telephone = (whose: Owner, more: string): string => `[data-testid=telephone-${whose}]${more}`;

describe('a manager who takes calls by telephone', () => {
  const scene = playedScene(FAKE_DEVICES, PLAYED_TELEPHONES);
  let manager: PlayedWindow;
  let baresip: string;
  let softphone: Softphone | null = null;

  beforeAll(async () => {
    ({ manager } = scene);
    await manager.click('to-phone');
    baresip = await providedProgram('baresip.ts');
  }, INSTALLED_WITHIN_MS);
  afterAll(() => softphone?.close());
  beforeEach(() => manager.until(duty('AVAILABLE')));

  /** A customer's telephone calls from that window's page, and it rings in this one. */
  const called = (by: PlayedWindow, who: Owner): Promise<void> => by.click(`call-as-${who}`);
  const untilItSays = async (window: PlayedWindow, part: string, text: string): Promise<void> => {
    await window.page.getByTestId(part).filter({ hasText: text }).first().waitFor({ state: 'attached' });
  };
  const ready = async (window: PlayedWindow): Promise<void> => {
    await window.until(duty('WRAP_UP'));
    await window.click('end-wrap-up');
  };

  it('R37, R39, R42: the caller card, the answer by shortcut, both heard, hold, the wrap-up, and free again', async () => {
    await called(manager, 'chulsoo');
    const card = await (await manager.see('ring')).getByTestId('caller').innerText();
    expect(card).toContain('010-5555-0100');
    await untilItSays(manager, 'carrier-says', 'x-campaign');
    await untilItSays(manager, 'carrier-says', 'spring 봄');
    await manager.until(duty('RESERVED'));
    await manager.page.keyboard.press('Control+Shift+Space');
    await manager.until('[data-talk=open]');
    await manager.until(duty('IN_CALL'));
    const ear = await openEar(manager, 'chulsoo');
    await ear.untilHeard();
    await manager.until(telephone('chulsoo', '[data-call=answered][data-heard=true]'));
    // No camera and no screen are offered towards a telephone (R23).
    expect(await manager.page.locator('[data-testid=camera], [data-testid=screen]').count()).toBe(0);
    await manager.click('hold');
    await manager.until('[data-testid=on-hold]');
    await manager.until(telephone('chulsoo', '[data-held=true]'));
    await ear.untilSilent();
    await manager.click('hold');
    await manager.untilGone('[data-testid=on-hold]');
    await ear.untilHeard();
    await manager.click('keypad');
    await (await manager.see('keypad-keys')).getByTestId('key-5').click();
    await manager.page.keyboard.type('12#');
    await untilItSays(manager, 'pressed', '512#');
    await manager.until('[data-event=DigitsPressed]');
    expect(await violationsOn(manager.page)).toEqual([]);
    await manager.page.keyboard.press('Escape');
    await manager.untilGone('[data-testid=keypad-keys]');
    await manager.click('hang-up-chulsoo');
    await manager.untilGone('[data-testid=meet]');
    await untilItSays(manager, 'last-call', '철수 님과의 통화가 끝났습니다');
    await ready(manager);
  });

  it('R37: a telephone of somebody else’s is seen and heard, put on hold, and hangs up', async () => {
    softphone = await calledBySoftphone(baresip, scene.server.url, '01055550111');
    expect(await (await manager.see('ring')).innerText()).toContain('영희');
    await manager.click('accept');
    await manager.until('[data-talk=open]');
    const ear = await openEar(manager, 'younghee');
    await ear.untilHeard();
    await manager.until('[data-testid=tile-younghee]:not([data-loudness=silent])');
    await manager.click('hold');
    await manager.until('[data-testid=on-hold]');
    await ear.untilSilent();
    await manager.click('hold');
    await manager.untilGone('[data-testid=on-hold]');
    await ear.untilHeard();
    await softphone.hangUp();
    await manager.untilGone('[data-testid=meet]');
    await ready(manager);
  });

  it('R38, R41: any number is dialled, says why it was not reached, and what rings survives a reload', async () => {
    await (await manager.see('trial-manner')).selectOption('is-busy');
    await (await manager.see('dialled')).fill('010-3333-4444');
    await manager.page.keyboard.press('Enter');
    await manager.until('[data-testid=last-call] [data-reason=BUSY]');
    await manager.until(duty('AVAILABLE'));
    await (await manager.see('trial-manner')).selectOption('rings-on');
    await (await manager.see('dialled')).fill('12');
    await manager.click('dial');
    await manager.until('[data-testid=dialled][aria-invalid=true]');
    await (await manager.see('dialled')).fill('');
    for (const key of '01033334444') await (await manager.see('dial-pad')).getByTestId(`key-${key}`).click();
    await manager.click('dial');
    await manager.until(meet('RINGING', 'PHONE'));
    await manager.page.reload();
    await manager.until(meet('RINGING', 'PHONE'));
    expect(await violationsOn(manager.page)).toEqual([]);
    await manager.click('cancel');
    await manager.until('[data-testid=last-call] [data-reason=MANAGER_LEFT]');
    await (await manager.see('trial-manner')).selectOption('picks-up');
  });

  it('R37: who reloads the page right after answering is heard, and so is the customer', async () => {
    await called(manager, 'stranger');
    await manager.click('accept');
    await manager.until('[data-talk]');
    await manager.page.reload();
    await manager.until('[data-talk=open]');
    await manager.until('[data-testid=mic][aria-pressed=true]');
    await manager.until(telephone('stranger', '[data-call=answered][data-heard=true]'));
    await manager.click('end');
    await ready(manager);
  });

  it('R13, R38, R41: a missed call stands there with its reason, and is called back from there', async () => {
    await called(manager, 'stranger');
    await manager.see('ring');
    await manager.click('hang-up-stranger');
    await manager.untilGone('[data-testid=ring]');
    const calls = manager.page.getByTestId('call-MISSED').filter({ hasText: '010-7777-6666' });
    const missed = calls.filter({ hasText: '고객이 그만둠' }).first();
    await missed.waitFor();
    await missed.getByTestId('call-back').click();
    // The service's telephones are picked up after a while.
    await manager.until(meet('LIVE', 'PHONE'));
    await manager.until('[data-talk=open]');
    await manager.click('end');
    await ready(manager);
    await until(
      'the missed call to be handled',
      () => missed.getByTestId('call-back').count(),
      (buttons) => buttons === 0,
    );
  });

  it('R39: who calls meanwhile waits, a colleague joins and takes the call over, and who waited rings', async () => {
    const colleague = await scene.open({ as: 'minjun', context: { colorScheme: 'dark' } });
    await colleague.click('to-phone');
    await called(manager, 'chulsoo');
    await manager.click('accept');
    await manager.until('[data-talk=open]');
    await called(colleague, 'younghee');
    for (const window of [manager, colleague]) await window.see('waiting');
    await colleague.click('join');
    await manager.until('[data-testid=tile-minjun]');
    await colleague.until('[data-talk=open]');
    expect(await violationsOn(colleague.page)).toEqual([]);
    await colleague.page.setViewportSize({ width: 360, height: 740 });
    expect(await colleague.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await manager.click('leave');
    await (await openEar(colleague, 'chulsoo')).untilHeard();
    await ready(manager);
    await manager.see('ring');
    expect(await (await manager.see('ring')).innerText()).toContain('010-5555-0111');
    await manager.untilGone('[data-testid=waiting]');
    await manager.click('decline');
    await colleague.click('end');
    await colleague.untilGone('[data-testid=meet]');
    await ready(colleague);
    expect(colleague.complaints).toEqual([]);
    await colleague.close();
  });

  it('R39: rings a colleague to consult them, thinks better of it, and then hands the call over', async () => {
    await called(manager, 'chulsoo');
    await manager.click('accept');
    await manager.until('[data-talk=open]');
    const colleague = await scene.open({ as: 'minjun' });
    await colleague.click('to-phone');
    await colleague.click('on-duty');
    await colleague.until(duty('AVAILABLE'));
    await manager.click('consult-minjun');
    expect(await (await colleague.see('ring')).innerText()).toContain('민아 님이 통화에 함께해 달라고 해요.');
    await manager.click('stop-ringing-minjun');
    await colleague.untilGone('[data-testid=ring]');
    await colleague.until(duty('AVAILABLE'));
    await manager.click('consult-minjun');
    await colleague.click('decline');
    await untilItSays(manager, 'colleague-news', '민준 님이 거절했습니다');
    await manager.click('hand-over-minjun');
    await colleague.click('accept');
    await colleague.until('[data-talk=open]');
    await (await openEar(colleague, 'chulsoo')).untilHeard();
    await untilItSays(manager, 'last-call', '철수 님의 통화를 민준 님에게 넘겼습니다');
    await ready(manager);
    await colleague.click('on-duty');
    await colleague.click('end');
    await colleague.untilGone('[data-testid=meet]');
    expect(colleague.complaints).toEqual([]);
    await colleague.close();
  });

  it('goes off duty, and on again, and is not to be disturbed', async () => {
    await manager.click('do-not-disturb');
    await manager.until(duty('DO_NOT_DISTURB'));
    await manager.click('do-not-disturb');
    await manager.click('on-duty');
    await manager.until(duty('UNAVAILABLE'));
    await called(manager, 'younghee');
    await manager.until(telephone('younghee', '[data-call=over]'));
    await manager.click('on-duty');
    await manager.until(duty('AVAILABLE'));
  });

  it('complains of nothing', () => expect(manager.complaints).toEqual([]));
});
