import { type Client, clientCapabilities } from '../index.ts';

const can = (platform: Client['platform'], browser: Client['browser'] = null, osVersion: string | null = null) =>
  clientCapabilities({ platform, browser, osVersion });

describe('what a client can do (R24)', () => {
  it('R24: is everything on a desktop, in a browser or an app', () => {
    const everything = { meets: true, screenShare: true, backgroundBlur: true, noiseSuppression: true, reasons: [] };
    expect(can('WEB_DESKTOP', 'CHROME')).toEqual(everything);
    expect(can('WEB_DESKTOP', 'EDGE')).toEqual(everything);
    expect(can('DESKTOP_APP_WINDOWS')).toEqual(everything);
    expect(can('DESKTOP_APP_MAC', 'SAFARI')).toEqual(everything);
  });

  it.each(['MOBILE_SDK', 'IN_APP_BROWSER'] as const)('R24: is nothing in %s, for one reason', (platform) => {
    expect(can(platform, 'CHROME', '18')).toEqual({
      meets: false,
      screenShare: false,
      backgroundBlur: false,
      noiseSuppression: false,
      reasons: [`${platform}_HAS_NO_MEETS`],
    });
  });

  it('R24: has no background blur on Safari', () => {
    expect(can('WEB_DESKTOP', 'SAFARI')).toEqual({
      meets: true,
      screenShare: true,
      backgroundBlur: false,
      noiseSuppression: true,
      reasons: ['SAFARI_CANNOT_BLUR'],
    });
    expect(can('WEB_MOBILE', 'SAFARI', '18.1').reasons).toContain('SAFARI_CANNOT_BLUR');
  });

  it('R24: has neither screen share nor blur on the mobile web', () => {
    expect(can('WEB_MOBILE', 'CHROME', '15')).toEqual({
      meets: true,
      screenShare: false,
      backgroundBlur: false,
      noiseSuppression: true,
      reasons: ['MOBILE_WEB_CANNOT_SHARE_SCREEN', 'MOBILE_WEB_CANNOT_BLUR'],
    });
  });

  it('R24: has neither blur nor noise suppression in the Android app', () => {
    expect(can('MOBILE_APP_ANDROID', null, '17')).toEqual({
      meets: true,
      screenShare: true,
      backgroundBlur: false,
      noiseSuppression: false,
      reasons: ['ANDROID_CANNOT_BLUR', 'MOBILE_APP_CANNOT_SUPPRESS_NOISE'],
    });
  });

  it.each([
    ['17', true],
    ['17.0.1', true],
    ['18.2', true],
    ['26', true],
    ['16.7.10', false],
    ['9', false],
    ['', false],
    ['iOS 17', false],
    [null, false],
  ])('R24: has blur in the iOS app of version %p: %p', (osVersion, backgroundBlur) => {
    const app = can('MOBILE_APP_IOS', null, osVersion);
    expect(app.backgroundBlur).toBe(backgroundBlur);
    expect(app.reasons.includes('IOS_BELOW_17_CANNOT_BLUR')).toBe(!backgroundBlur);
    expect(app).toMatchObject({ meets: true, screenShare: true, noiseSuppression: false });
  });
});
