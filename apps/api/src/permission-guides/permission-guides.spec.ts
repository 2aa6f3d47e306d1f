import type { Browser, ClientPlatform } from '@meets/meet-domain';
import { type GuideRequest, guideLocale, loadPermissionGuides, type PermissionGuides } from './permission-guides.ts';
import type { Device, OperatingSystem } from './read-guides.ts';

const PLATFORMS: readonly ClientPlatform[] = [
  'WEB_DESKTOP',
  'WEB_MOBILE',
  'IN_APP_BROWSER',
  'DESKTOP_APP_WINDOWS',
  'DESKTOP_APP_MAC',
  'MOBILE_APP_IOS',
  'MOBILE_APP_ANDROID',
  'MOBILE_SDK',
];
const BROWSERS: readonly (Browser | null)[] = ['CHROME', 'EDGE', 'SAFARI', 'FIREFOX', 'OTHER', null];
const DEVICES: readonly Device[] = ['MICROPHONE', 'CAMERA', 'SCREEN'];
const SYSTEMS: readonly (OperatingSystem | null)[] = ['WINDOWS', 'MAC', 'IOS', 'ANDROID', 'OTHER', null];

/** Every client that the schema lets one ask for, for every device. */
const everything: readonly Omit<GuideRequest, 'locale'>[] = PLATFORMS.flatMap((platform) =>
  BROWSERS.flatMap((browser) =>
    DEVICES.flatMap((device) => SYSTEMS.map((os) => ({ client: { platform, browser, osVersion: null }, device, os }))),
  ),
);

describe('the permission guides (R36)', () => {
  let guides: PermissionGuides;
  beforeAll(async () => {
    guides = await loadPermissionGuides();
  });
  const steps = (
    platform: ClientPlatform,
    browser: Browser | null,
    device: Device,
    more: Partial<Pick<GuideRequest, 'locale' | 'os'>> = {},
  ): string =>
    guides
      .guideFor({ client: { platform, browser, osVersion: null }, device, locale: 'ko', os: null, ...more })
      .steps.join('\n');

  it.each(['ko', 'en'])('R36: has one in %s for every client and device, with no empty step', (locale) => {
    expect(everything).toHaveLength(PLATFORMS.length * BROWSERS.length * DEVICES.length * SYSTEMS.length);
    for (const request of everything) {
      const { title, steps: found } = guides.guideFor({ ...request, locale });
      expect([title, ...found].every((text) => text.trim().length > 3)).toBe(true);
      expect(found.length).toBeGreaterThan(0);
    }
  });

  it('R36: is written in the language it was asked in, with as many steps in the one as in the other', () => {
    for (const request of everything) {
      const ko = guides.guideFor({ ...request, locale: 'ko' });
      const en = guides.guideFor({ ...request, locale: 'en' });
      expect(ko.steps.every((step) => /\p{Script=Hangul}/u.test(step))).toBe(true);
      expect([en.title, ...en.steps].join()).not.toMatch(/\p{Script=Hangul}/u);
      expect(Math.abs(ko.steps.length - en.steps.length)).toBeLessThanOrEqual(1);
    }
  });

  it('R36: names the device it is about', () => {
    const named = { MICROPHONE: /마이크/, CAMERA: /카메라/, SCREEN: /화면/ } as const;
    for (const { client, device, os } of everything) {
      if (client.platform === 'IN_APP_BROWSER' || client.platform === 'MOBILE_SDK') continue;
      const { title, steps: found } = guides.guideFor({ client, device, os, locale: 'ko' });
      expect([title, ...found].join()).toMatch(named[device]);
    }
  });

  it.each(BROWSERS)('R24: says that %s on a phone shares no screen', (browser) => {
    expect(steps('WEB_MOBILE', browser, 'SCREEN')).toContain('지원되지 않습니다');
    expect(steps('WEB_MOBILE', browser, 'SCREEN', { locale: 'en' })).toContain('not supported');
  });

  it.each(['IN_APP_BROWSER', 'MOBILE_SDK'] as const)('R24: says that %s has no meets', (platform) => {
    for (const device of DEVICES) {
      expect(steps(platform, null, device)).toMatch(/지원(되지|하지) 않습니다/);
      expect(steps(platform, null, device, { locale: 'en' })).toContain('not supported');
    }
  });

  it('R36: needs no permission for the screen on Windows and in the mobile apps, and says so', () => {
    for (const platform of ['DESKTOP_APP_WINDOWS', 'MOBILE_APP_IOS', 'MOBILE_APP_ANDROID'] as const) {
      expect(steps(platform, null, 'SCREEN')).toContain('별도 권한 허용 없이');
    }
    expect(steps('WEB_DESKTOP', 'CHROME', 'SCREEN', { os: 'WINDOWS' })).not.toContain('화면 기록');
    expect(steps('WEB_DESKTOP', 'CHROME', 'SCREEN', { os: 'MAC' })).toContain('Google Chrome 앱의 화면 기록');
  });

  it('R36: gives the steps of the system that the client names, and of all systems where it names none', () => {
    const both = steps('WEB_MOBILE', 'CHROME', 'MICROPHONE');
    expect(both).toMatch(/iOS:[^]*Android:/);
    expect(steps('WEB_MOBILE', 'CHROME', 'MICROPHONE', { os: 'ANDROID' })).not.toContain('iOS:');
    expect(steps('WEB_MOBILE', 'CHROME', 'MICROPHONE', { os: 'OTHER' })).toBe(both);
    expect(steps('WEB_MOBILE', 'SAFARI', 'CAMERA')).not.toContain('Android:');
  });

  it('R33: warns that Chrome on a phone ends the meet where permissions change', () => {
    for (const device of ['MICROPHONE', 'CAMERA'] as const) {
      expect(steps('WEB_MOBILE', 'CHROME', device)).toContain('기존 미트는 종료되므로');
    }
  });

  it.each([
    ['en', 'en'],
    ['en-US', 'en'],
    ['EN_gb', 'en'],
    ['ko', 'ko'],
    ['ko-KR', 'ko'],
    ['fr', 'ko'],
    ['eng', 'ko'],
    ['', 'ko'],
    [null, 'ko'],
  ])('R36: answers the locale %p in %s', (tag, locale) => expect(guideLocale(tag)).toBe(locale));
});
