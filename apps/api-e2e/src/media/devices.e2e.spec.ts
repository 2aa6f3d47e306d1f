import type { Browser, Page } from 'playwright-core';
import { tokenFor } from '../graphql-client.ts';
import { INSTALLED_WITHIN_MS, openBrowser } from '../playground/browser.ts';
import { until } from '../playground/perceiving.ts';
import { type RunningServer, startServer, temporaryDataDir } from '../running-server.ts';
import type { DevicesPage } from './devices-page.ts';
import { bundledScript, openScript } from './person-page.ts';

/** Asks the page's script. */
const ask = <Name extends keyof DevicesPage>(
  page: Page,
  name: Name,
  ...args: Parameters<DevicesPage[Name]>
): Promise<Awaited<ReturnType<DevicesPage[Name]>>> => page.evaluate(called, { name, args }) as never;

/** Runs inside the page. */
const called = ({ name, args }: { name: string; args: readonly unknown[] }): unknown =>
  (globalThis as unknown as { page: Record<string, (...args: readonly unknown[]) => unknown> }).page[name]?.(...args);

describe('devices in a real browser', () => {
  let server: RunningServer;
  let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
  let script: string;

  beforeAll(async () => {
    dataDir = await temporaryDataDir();
    [server, script] = await Promise.all([startServer(dataDir.path), bundledScript('devices-page.ts')]);
  }, INSTALLED_WITHIN_MS);
  afterAll(async () => {
    await server.stop();
    await dataDir.remove();
  });

  describe('of a person who allows them', () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
      page = await openScript(browser, server.url, script, []);
    });
    afterAll(() => browser.close());

    it('R34: are the chosen ones, and others where those are gone', async () => {
      await ask(page, 'open', 'CAMERA');
      const { microphones, cameras } = await ask(page, 'list');
      const microphoneId = microphones.at(-1)?.id ?? 'none';
      const cameraId = cameras.at(-1)?.id ?? 'none';
      expect(await ask(page, 'open', 'AUDIO', { microphoneId })).toMatchObject({
        fellBack: false,
        deviceId: microphoneId,
      });
      expect(await ask(page, 'open', 'CAMERA', { cameraId })).toMatchObject({
        fellBack: false,
        deviceId: cameraId,
        width: 1280,
      });
      expect(await ask(page, 'open', 'AUDIO', { microphoneId: 'gone' })).toMatchObject({ ok: true, fellBack: true });
      expect(await ask(page, 'open', 'CAMERA', { cameraId: 'gone' })).toMatchObject({ ok: true, fellBack: true });
    });

    it('R34: sound where was chosen, and where the system says once that is gone', async () => {
      const [speaker] = (await ask(page, 'list')).speakers;
      expect(await ask(page, 'speaker', speaker?.id ?? 'none')).toEqual({ ok: true, fellBack: false });
      expect(await ask(page, 'speaker', 'gone')).toEqual({ ok: true, fellBack: true });
    });

    it('share a screen as something to read', async () => {
      expect(await ask(page, 'open', 'SCREEN')).toMatchObject({ ok: true, contentHint: 'detail' });
    });
  });

  describe('of a person who refuses them', () => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openBrowser(['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
      page = await openScript(browser, server.url, script, []);
    });
    afterAll(() => browser.close());

    it('R36: are a refused permission, with the guide for this browser in the person’s language', async () => {
      for (const [kind, device] of [
        ['AUDIO', 'MICROPHONE'],
        ['CAMERA', 'CAMERA'],
      ] as const) {
        expect(await ask(page, 'open', kind)).toMatchObject({ ok: false, reason: 'permission-refused', device });
        const token = await tokenFor(server, 'devices', 'customer', 'cu-1');
        const [english, korean] = [
          await ask(page, 'guide', token, device, 'en'),
          await ask(page, 'guide', token, device, 'ko-KR'),
        ];
        expect(english?.steps.join(' ')).toMatch(/Chrome/);
        expect(english?.steps.length).toBeGreaterThan(1);
        expect(korean?.steps.join(' ')).toMatch(/[가-힣]/);
      }
    });

    it('are told by their names once one was allowed', async () => {
      expect((await ask(page, 'followed')).flat().join('')).toBe('');
      await page.context().grantPermissions(['microphone']);
      expect(await ask(page, 'open', 'AUDIO')).toMatchObject({ ok: true });
      await until(
        'the name of a microphone',
        () => ask(page, 'followed'),
        (followed) => followed.at(-1)?.includes('Fake Audio Input 1') === true,
      );
    });

    it('are no device where there is none', async () => {
      await browser.close();
      browser = await openBrowser([
        '--use-fake-device-for-media-stream=device-count=0',
        '--use-fake-ui-for-media-stream',
      ]);
      page = await openScript(browser, server.url, script, []);
      expect(await ask(page, 'open', 'CAMERA')).toMatchObject({ ok: false, reason: 'no-such-device' });
    });
  });
});
