import { violationsOn } from './accessibility.ts';
import { TWO_CAMERAS } from './browser.ts';
import { keepTracks, openDevices, openEar, until, untilSeen } from './perceiving.ts';
import { playedScene, reloadWith } from './played-scene.ts';
import type { PlayedWindow } from './played-window.ts';

/** The lists of devices to speak and be seen with. */
const LISTS = ['microphoneId', 'cameraId'];
/** Of the fake camera, as the SDK asks for it, in pixels. */
const CAMERA_WIDTH = 1_280;

describe('settings that are changed in a running meet', () => {
  const scene = playedScene(TWO_CAMERAS);
  let manager: PlayedWindow;
  let customer: PlayedWindow;

  beforeAll(async () => {
    ({ manager, customer } = scene);
    await reloadWith(manager, keepTracks(manager));
  });
  beforeEach(() => scene.talk());
  afterEach(() => scene.hangUp());

  /** The devices that this list offers, but for the system's own. */
  const offered = async (list: string): Promise<readonly string[]> =>
    until(
      `devices in ${list}`,
      () =>
        manager.page
          .getByTestId(list)
          .locator('option')
          .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value).filter(Boolean)),
      (devices) => devices.length > 1,
    );
  const choose = async (list: string, device: string): Promise<void> =>
    void (await manager.page.getByTestId(list).selectOption(device));
  const untilOpen = (kind: string, device: string) =>
    until(
      `${kind} of ${device} alone`,
      async () => (await openDevices(manager)).filter((open) => open.startsWith(kind)),
      (open) => open.join() === `${kind} ${device}`,
    );

  it('R34: another microphone and camera are sent in the place of those before, and kept', async () => {
    await manager.click('to-settings');
    // Of Chromium's second fake camera, which gives JPEGs, a page sends no pictures; so it is the one that is left.
    const cameras = await offered('cameraId');
    const [camera = 'none', jpegs = 'none'] = cameras;
    await choose('cameraId', jpegs);
    await manager.click('to-chat-chulsoo');
    await manager.click('camera');
    await untilOpen('video', jpegs);
    await manager.click('to-settings');
    await choose('cameraId', camera);
    await untilOpen('video', camera);
    await untilSeen(customer, '[data-testid=tile-mina]');

    const microphones = await offered('microphoneId');
    const before = await openDevices(manager);
    const microphone = microphones.find((device) => !before.includes(`audio ${device}`)) ?? 'none';
    await choose('microphoneId', microphone);
    await untilOpen('audio', microphone);
    await (await openEar(customer, 'mina')).untilHeard();
    expect(await violationsOn(manager.page)).toEqual([]);

    const chosen = () => Promise.all(LISTS.map((list) => manager.page.getByTestId(list).inputValue()));
    await manager.page.reload();
    await manager.see('cameraId');
    await until('the same choice', chosen, (now) => now.join() === `${microphone},${camera}`);
    for (const list of LISTS) await choose(list, '');
    await until('the system’s own again', chosen, (now) => now.join() === ',');
    await manager.click('to-chat-chulsoo');
    await manager.until('[data-talk=open]');
  });

  it('R34: another speaker plays what comes', async () => {
    await manager.click('to-settings');
    const speaker = (await offered('speakerId')).at(-1) ?? 'none';
    await choose('speakerId', speaker);
    await until(
      'the other speaker',
      () =>
        manager.page
          .getByTestId('sound-chulsoo')
          .first()
          .evaluate((audio) => (audio as HTMLAudioElement).sinkId),
      (sink) => sink === speaker,
    );
    await choose('speakerId', '');
    await (await openEar(manager, 'chulsoo')).untilHeard();
  });

  it('R34: muted on join is for the next meet, in which no microphone is open until the person unmutes', async () => {
    await manager.click('to-settings');
    await manager.click('muteOnJoin');
    await manager.until('[data-testid=muteOnJoin]:checked');
    await manager.click('to-chat-chulsoo');
    await (await openEar(customer, 'mina')).untilHeard();
    await customer.until('[data-testid=tile-mina] .name:not(.muted-one)');
    await manager.click('end');
    await Promise.all([manager, customer].map((window) => window.untilGone('[data-testid=meet]')));

    await customer.click('start-chat-VOICE');
    await manager.click('accept');
    for (const window of [manager, customer]) await window.until('[data-testid=tile-mina] .muted-one');
    await manager.until('[data-talk=open]');
    await (await openEar(manager, 'chulsoo')).untilHeard();
    expect(await openDevices(manager)).toEqual([]);
    expect(await customer.page.getByTestId('sound-mina').count()).toBe(0);
    await manager.click('mic');
    await (await openEar(customer, 'mina')).untilHeard();
    await manager.click('to-settings');
    await manager.click('muteOnJoin');
    await manager.until('[data-testid=muteOnJoin]:not(:checked)');
  });

  it('a picture comes as large as it is shown, and not at all while nobody looks at it', async () => {
    const wishes: Wish[] = [];
    manager.page.on('request', (request) => {
      const body = request.postData() ?? '';
      if (body.includes('AdjustReception')) wishes.push(wishOf(body));
    });
    /** Does what makes for a wish, and waits for it. */
    const untilWished = async (
      what: string,
      act: () => Promise<void>,
      isSo: (wish: Wish) => boolean,
    ): Promise<void> => {
      const before = wishes.length;
      await act();
      await until(
        `a wish for ${what}`,
        async () => wishes.slice(before),
        (all) => all.some(isSo),
      );
    };
    await manager.page.setViewportSize({ width: 360, height: 740 });
    await customer.click('camera');
    const theirs = '[data-testid=tile-chulsoo]';
    await untilSeen(manager, theirs);
    const widthOfPicture = () =>
      manager.page
        .locator(`${theirs} video`)
        .first()
        .evaluate((video) => (video as HTMLVideoElement).videoWidth);
    // The smallest of the camera's is wide enough for a tile on a phone, whichever of them came first.
    await until('the smallest picture', widthOfPicture, (width) => width <= CAMERA_WIDTH / 4);
    await until(
      'a wish for less',
      async () => wishes.at(-1)?.size ?? 2,
      (size) => size < 2,
    );
    const onPhone = wishes.at(-1)?.size ?? 2;
    await untilWished(
      'a larger one',
      () => manager.page.setViewportSize({ width: 2_400, height: 1_200 }),
      ({ size = 0 }) => size > onPhone,
    );
    await untilSeen(manager, theirs);
    await untilWished(
      'nothing',
      () => manager.click('to-settings'),
      ({ paused }) => paused === true,
    );
    await manager.click('to-chat-chulsoo');
    await untilSeen(manager, theirs);
    await manager.page.setViewportSize({ width: 1_280, height: 800 });
  });

  it('complain of nothing', () => expect([...manager.complaints, ...customer.complaints]).toEqual([]));
});

interface Wish {
  readonly paused: boolean | undefined;
  readonly size: number | undefined;
}
interface AdjustReception {
  readonly variables: { readonly input: { readonly paused?: boolean; readonly layers?: { readonly size: number } } };
}
function wishOf(body: string): Wish {
  const { paused, layers } = (JSON.parse(body) as AdjustReception).variables.input;
  return { paused, size: layers?.size };
}
