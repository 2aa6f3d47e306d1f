import { FAKE_DEVICES } from './browser.ts';
import { type MendableLine, openMendableLine } from './mendable-line.ts';
import { openEar, until } from './perceiving.ts';
import { playedScene } from './played-scene.ts';
import { meet, type PlayedWindow, type ShownEvent } from './played-window.ts';

const ids = (events: readonly ShownEvent[]): readonly string[] => events.map(({ id }) => id);

describe('two people in two windows', () => {
  const scene = playedScene(FAKE_DEVICES);
  let manager: PlayedWindow;
  let customer: PlayedWindow;
  let line: MendableLine;

  beforeAll(async () => {
    ({ manager, customer } = scene);
    line = await openMendableLine(scene.server.url);
  });
  afterAll(() => line?.close());

  /** The customer calls; the manager's window rings. */
  const ring = async (): Promise<void> => {
    await customer.click('start-chat-VOICE');
    await manager.see('ring');
  };
  const answered = async (): Promise<void> => {
    await ring();
    await manager.page.keyboard.press('Control+Shift+Space');
    await Promise.all([manager, customer].map((window) => window.until(meet('LIVE'))));
  };
  const over = async (): Promise<void> => {
    await manager.click('end');
    await Promise.all([manager, customer].map((window) => window.untilGone('[data-testid=meet]')));
  };

  it('R8, R11, R35: ring, answer by shortcut, and see each other in', async () => {
    await answered();
    for (const window of [manager, customer]) {
      await window.until('[data-testid=tile-mina]');
      await window.until('[data-testid=tile-chulsoo]');
    }
    await over();
  });

  it('R21, R22: a camera makes it a video meet in both windows, and the record says so for ever', async () => {
    await answered();
    await customer.click('camera');
    for (const window of [manager, customer]) {
      await window.until(meet('LIVE', 'VIDEO'));
      await window.until('[data-testid=tile-chulsoo].camera');
    }
    await customer.click('camera');
    await manager.until('[data-testid=tile-chulsoo]:not(.camera)');
    await manager.until(meet('LIVE', 'VIDEO'));
    await over();
    await until(
      'the newest of the past meets to be a video meet',
      () => manager.page.getByTestId('over-ENDED').first().locator('b').textContent(),
      (text) => text?.includes('영상 미트') === true,
    );
  });

  it('R35, R32: mute and leave by shortcut, which the other window sees', async () => {
    await answered();
    await manager.page.keyboard.press('Control+Shift+M');
    await customer.until('[data-testid=tile-mina] .name :text("마이크 꺼짐")');
    await manager.page.keyboard.press('Control+O');
    await customer.untilGone('[data-testid=tile-mina]');
    await manager.click('join');
    await customer.until('[data-testid=tile-mina]');
    await manager.see('end');
    await manager.page.keyboard.press('Control+Shift+O');
    await Promise.all([manager, customer].map((window) => window.untilGone('[data-testid=meet]')));
  });

  it('R13, R14, R41: a missed meet has its reason for managers only, and is called back', async () => {
    await ring();
    await customer.click('cancel');
    await manager.click('to-missed');
    const missed = await manager.see('missed-meet');
    expect(await missed.textContent()).toContain('고객이 그만둠');
    await manager.click('call-back');
    await customer.see('ring');
    await manager.untilGone('[data-testid=missed-count]');
    await customer.click('accept');
    await Promise.all([manager, customer].map((window) => window.until(meet('LIVE'))));
    await over();
    for (const type of ['MeetMissed', 'MissedMeetHandled']) await manager.until(`[data-event=${type}]`);
    expect((await customer.events()).map(({ type }) => type)).not.toContain('MeetMissed');
    expect(await customer.page.locator('body').textContent()).not.toMatch(/부재중|그만둠|처리됨/);
  });

  it('R11: stops ringing in the other window of whoever answered, which is told so', async () => {
    const other = await scene.open({ as: 'mina' });
    await ring();
    await other.see('ring');
    await manager.click('accept');
    await other.untilGone('[data-testid=ring]');
    await other.until('[role=status]:text("다른 곳에서 받았어요.")');
    await other.close();
    await over();
  });

  it('R15: passes a ring on to the new assignee', async () => {
    const second = await scene.open({ as: 'minjun' });
    await ring();
    await manager.click('to-settings');
    await manager.page.getByTestId('assignee').selectOption('minjun');
    await second.see('ring');
    await manager.untilGone('[data-testid=ring]');
    await second.click('accept');
    await customer.until('[data-testid=tile-minjun]');
    await second.click('end');
    await customer.untilGone('[data-testid=meet]');
    await manager.page.getByTestId('assignee').selectOption('mina');
    await manager.click('to-chat-chulsoo');
    await second.close();
  });

  it('R18: waits for a customer who is offline, and begins when they come', async () => {
    await manager.click('to-settings');
    await manager.click('customer-online');
    await manager.until('[data-testid=customer-online]:not(:checked)');
    await manager.click('to-chat-chulsoo');
    await manager.click('start-chat-VOICE');
    await manager.until(meet('WAITING_FOR_CUSTOMER'));
    await customer.click('answer');
    await Promise.all([manager, customer].map((window) => window.until(meet('LIVE'))));
    await over();
    await manager.click('to-settings');
    await manager.click('customer-online');
    await manager.until('[data-testid=customer-online]:checked');
    await manager.click('to-chat-chulsoo');
  });

  it('R19: an internal meet is orange, and nothing of it reaches the customer', async () => {
    const before = (await customer.events()).length;
    await manager.click('start-internal-VOICE');
    await manager.until('.meet.orange');
    const second = await scene.open({ as: 'minjun' });
    await second.click('join');
    await manager.until('.meet.orange [data-testid=tile-minjun]');
    // What happens next reaches the customer, so what came before it would have.
    await second.click('end');
    await manager.untilGone('.meet.orange');
    await ring();
    await customer.until(`[data-event=MeetStarted] >> nth=${await started(customer, before)}`);
    expect(await customer.page.locator('body').textContent()).not.toMatch(/ic\.chat|내부/);
    await customer.click('cancel');
    await manager.untilGone('[data-testid=ring]');
    await second.close();
  });
  /** How many meets had started by then. */
  const started = async (window: PlayedWindow, events: number): Promise<number> =>
    (await window.events()).slice(0, events).filter(({ type }) => type === 'MeetStarted').length;

  it('loses no event, and shows none twice, when the line is cut while things happen', async () => {
    const far = await scene.open({ url: line.url, as: 'mina' });
    await far.until('[data-line=following]');
    const before = (await manager.events()).length;
    line.cut();
    await far.until('.desk:not([data-line=following])');
    await answered();
    await over();
    line.mend();
    await until(
      'the same events in both windows, once each',
      async () => ({ here: ids(await manager.events()), there: ids(await far.events()) }),
      ({ here, there }) => here.length > before && here.join() === there.join() && new Set(here).size === here.length,
    );
    await far.close();
  });

  it('R25, R27, R30, R31: in a team meet by its link, what is said is heard', async () => {
    await manager.click('to-room-leads');
    await manager.click('start-room-VOICE');
    await manager.click('make-link-BOX');
    const href = await (await manager.see('link')).getAttribute('href');
    const path = new URL(href ?? '').pathname;
    const second = await scene.open({ as: 'minjun', path });
    // A private group's name is not for who is no member (R30).
    expect(await (await second.see('link-title')).textContent()).toBe('Playground');
    await second.click('join-link');
    await manager.until('[data-testid=tile-minjun]');
    await manager.page.getByTestId('chat-text').fill('들리나요?');
    await manager.page.keyboard.press('Enter');
    await manager.until('.team-chat li.mine');
    // Whom the link brought in is no member of the room, and hears and writes there all the same.
    await second.until('[data-talk=open]');
    await (await openEar(second, 'mina')).untilHeard();
    await second.page.getByTestId('chat-text').fill('잘 들려요');
    await second.page.keyboard.press('Enter');
    await manager.until('.team-chat li:has-text("잘 들려요")');
    await manager.click('end');
    await manager.untilGone('[data-testid=meet]');
    // R31: the same link, afterwards.
    const late = await scene.open({ as: 'minjun', path });
    await late.until('[data-testid=link-message]:text("이미 종료된 미트입니다")');
    await Promise.all([second.close(), late.close()]);
  });

  it('complain of nothing: no script failed, and the policy of the page forbade nothing', () => {
    expect([...manager.complaints, ...customer.complaints]).toEqual([]);
  });
});
