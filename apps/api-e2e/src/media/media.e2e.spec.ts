import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Result } from '../answers.ts';
import { tokenFor } from '../graphql-client.ts';
import { JOIN, LEAVE } from '../operations.ts';
import { pause, type RunningServer, startServer, temporaryDataDir } from '../running-server.ts';
import { INSTALLED_WITHIN_MS, openBrowser } from '../playground/browser.ts';
import { liveMeet, type Scene, setScene } from '../scene.ts';
import type { Perceived } from './page.ts';
import { bundledScript, openPersonPage, type PersonPage } from './person-page.ts';

/** What of a beep is left after Opus and a simulated loudspeaker; silence is a thousandth of it. */
const AUDIBLE = 1e-4;
/** A microphone that beeps and a camera that shows, for whoever asks; and Chromium's own address is good for its peers. */
const FAKE_DEVICES = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
];
/** How long the media may take to be there again after their worker died. */
const MOVED_WITHIN_MS = 5_000;

describe('a meet between real browsers', () => {
  let browser: Browser;
  let server: RunningServer;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  let script: string;
  let scene: Scene;
  let meetId: string;
  let pages: PersonPage[] = [];
  let serial = 0;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    server = await startServer(dataDir.path, { MEDIA_WORKERS: '2' });
    [browser, script] = await Promise.all([openBrowser(FAKE_DEVICES), bundledScript()]);
    await untilMediaAre('available');
  }, INSTALLED_WITHIN_MS);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await dataDir.remove();
  });
  beforeEach(async () => {
    scene = await setScene(server, `media-${(serial += 1)}`);
    meetId = await liveMeet(scene);
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.close()));
    pages = [];
    await scene.close();
  });

  const open = async (role: 'manager' | 'customer', id: string): Promise<PersonPage> => {
    const page = await openPersonPage(browser, server.url, script);
    pages.push(page);
    expect(await page.do('join', await tokenFor(server, scene.channel, role, id), meetId, `${id}-page`)).toBe('joined');
    return page;
  };
  const both = async () => {
    const [customer, manager] = await Promise.all([open('customer', 'cu-1'), open('manager', 'ma-1')]);
    expect(await Promise.all([customer, manager].map((page) => page.do('start', 'AUDIO')))).toEqual([
      'started',
      'started',
    ]);
    return { customer, manager };
  };
  const hears =
    (who: string) =>
    ({ received }: Perceived) =>
      received.some(({ from, kind, loudest }) => from === who && kind === 'AUDIO' && loudest > AUDIBLE);
  const sees =
    (who: string, of: 'CAMERA' | 'SCREEN') =>
    ({ received }: Perceived) =>
      received.some(({ from, kind, frames }) => from === who && kind === of && frames > 10);
  const meetNow = async () =>
    (await scene.manager.run<{ meet: { kind: string } }>(`query ($id: ID!) { meet(id: $id) { kind } }`, { id: meetId }))
      .meet;

  it('lets customer and manager hear each other, and says who speaks', async () => {
    const { customer, manager } = await both();
    await customer.until('the customer hears the manager', hears('ma-1'));
    await manager.until('the manager hears the customer', hears('cu-1'));
    await manager.until('who speaks', ({ speaker }) => speaker !== null);
    expect(await customer.do('hum')).toBe(true);
    await manager.until('how loud', ({ levels }) => levels > 0);
    await manager.until('one voice of theirs', ({ received }) => received.length === 1);
  });

  it('is silent while a microphone is off, and no longer', async () => {
    const { customer, manager } = await both();
    await manager.until('the customer’s voice', hears('cu-1'));
    expect(await customer.do('mute', true)).toBe(true);
    const silent = ({ received }: Perceived) =>
      received.some(({ paused, loudest, listenedMs }) => paused && listenedMs > 2_000 && loudest < AUDIBLE / 10);
    await manager.until('silence', silent);
    expect(await customer.do('mute', false)).toBe(true);
    await manager.until('the voice again', hears('cu-1'));
  });

  it('R21: shows a camera and a screen, each as a track of its own, and the record says VIDEO', async () => {
    const { customer, manager } = await both();
    expect(await meetNow()).toEqual({ kind: 'VOICE' });
    expect(await customer.do('start', 'CAMERA')).toBe('started');
    await manager.until('the camera', sees('cu-1', 'CAMERA'));
    expect(await customer.do('start', 'SCREEN')).toBe('started');
    const seen = await manager.until('the screen', sees('cu-1', 'SCREEN'));
    expect(seen.received.map(({ kind }) => kind).toSorted()).toEqual(['AUDIO', 'CAMERA', 'SCREEN']);
    expect(await meetNow()).toEqual({ kind: 'VIDEO' });
    expect(await customer.do('stop', 'CAMERA')).toBe(true);
    await manager.until('the camera’s end', ({ received }) => !received.some(({ kind }) => kind === 'CAMERA'));
    expect(await meetNow()).toEqual({ kind: 'VIDEO' });
  });

  it('lets a third in, who hears both', async () => {
    await both();
    await scene.secondManager.run<Result>(JOIN, { input: { meetId } });
    const third = await open('manager', 'ma-2');
    await third.until('both', (perceived) => hears('cu-1')(perceived) && hears('ma-1')(perceived));
  });

  it('R32: ends for who leaves, and the other hears nothing more of them', async () => {
    const { customer, manager } = await both();
    await manager.until('the customer’s voice', hears('cu-1'));
    await scene.customer.run<Result>(LEAVE, { input: { meetId } });
    await customer.until('the end', ({ kind }) => kind === 'over');
    await manager.until('nobody', ({ received }) => received.length === 0);
  });

  it('is heard again within five seconds of its media worker’s death', async () => {
    const { customer, manager } = await both();
    await manager.until('the customer’s voice', hears('cu-1'));
    await customer.until('the manager’s voice', hears('ma-1'));
    const diedAt = performance.now();
    for (const pid of workersOf(server)) process.kill(pid, 'SIGKILL');
    await manager.until('the move', ({ kind }) => kind === 'moving');
    const back = ({ kind, received }: Perceived) => kind === 'open' && received.some(({ kind: of }) => of === 'AUDIO');
    await Promise.all([manager.until('the media again', back), customer.until('the media again', back)]);
    expect(performance.now() - diedAt).toBeLessThan(MOVED_WITHIN_MS);
    await manager.until('the customer’s voice again', hears('cu-1'));
    await customer.until('the manager’s voice again', hears('ma-1'));
  });

  async function untilMediaAre(state: string): Promise<void> {
    for (;;) {
      const health = (await (await fetch(`${server.url}/health/ready`)).json()) as {
        details: { media: { state: string } };
      };
      if (health.details.media.state === state) return;
      await pause(20);
    }
  }
});

/** The media workers that this server started. */
function workersOf({ pid }: RunningServer): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => {
      try {
        const stat = readFileSync(`/proc/${each}/stat`, 'utf8');
        return stat.includes('(mediasoup') && Number(stat.split(') ')[1]?.split(' ')[1]) === pid;
      } catch {
        return false; // It ended meanwhile.
      }
    });
}
