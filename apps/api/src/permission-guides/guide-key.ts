import type { Browser, Client } from '@meets/meet-domain';

/** Guides are kept by what a person sees in front of them, not by every combination of what a client may say. */
export const GUIDE_KEYS = [
  'chrome',
  'edge',
  'safari',
  'firefox',
  'other-browser',
  'mobile-chrome',
  'mobile-browser',
  'windows-app',
  'mac-app',
  'ios-app',
  'android-app',
  'in-app-browser',
  'mobile-sdk',
] as const;
export type GuideKey = (typeof GUIDE_KEYS)[number];

/** The guide of a client; total, so that nobody is left without one. */
export function guideKeyOf({ platform, browser }: Client): GuideKey {
  switch (platform) {
    case 'WEB_DESKTOP':
      return DESKTOP_BROWSERS[browser ?? 'OTHER'];
    case 'WEB_MOBILE':
      return browser === 'CHROME' ? 'mobile-chrome' : 'mobile-browser';
    case 'IN_APP_BROWSER':
      return 'in-app-browser';
    case 'DESKTOP_APP_WINDOWS':
      return 'windows-app';
    case 'DESKTOP_APP_MAC':
      return 'mac-app';
    case 'MOBILE_APP_IOS':
      return 'ios-app';
    case 'MOBILE_APP_ANDROID':
      return 'android-app';
    case 'MOBILE_SDK':
      return 'mobile-sdk';
  }
}

const DESKTOP_BROWSERS = {
  CHROME: 'chrome',
  EDGE: 'edge',
  SAFARI: 'safari',
  FIREFOX: 'firefox',
  OTHER: 'other-browser',
} as const satisfies Record<Browser, GuideKey>;
