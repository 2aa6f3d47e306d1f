import type { Browser, ClientInput, OperatingSystem } from './generated/operations.ts';

/** The part of `navigator` that tells what this is. */
export interface NavigatorLike {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** What this is (R24), and what it runs on (R36). */
export interface DescribedClient {
  /** As commands, `clientCapabilities` and `permissionGuide` take it. */
  readonly client: ClientInput;
  readonly os: OperatingSystem;
}

/**
 * What the browser says it is. Apps and SDKs cannot be told from a user agent: they say themselves which platform they
 * are. Whoever is not known is an `OTHER` browser, and the API decides what that can do.
 */
export function describeClient(navigator: NavigatorLike = globalThis.navigator): DescribedClient {
  const os = osOf(navigator);
  const { userAgent } = navigator;
  const mobile = os === 'IOS' || os === 'ANDROID';
  const platform = isInApp(userAgent) ? 'IN_APP_BROWSER' : mobile ? 'WEB_MOBILE' : 'WEB_DESKTOP';
  return { client: { platform, browser: browserOf(userAgent), osVersion: osVersionOf(userAgent, os) }, os };
}

function osOf({ userAgent, maxTouchPoints }: NavigatorLike): OperatingSystem {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'IOS';
  // An iPad says that it is a Mac; no Mac can be touched.
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? 'IOS' : 'MAC';
  if (/Android/.test(userAgent)) return 'ANDROID';
  return /Windows/.test(userAgent) ? 'WINDOWS' : 'OTHER';
}

/** Messengers and portals that show pages inside their own app; on iOS a web view is one that leaves out "Safari". */
function isInApp(userAgent: string): boolean {
  const named = /KAKAOTALK|NAVER\(|DaumApps|Line\/|FBAN|FBAV|Instagram|MicroMessenger|; wv\)/;
  return named.test(userAgent) || (/iPhone|iPad|iPod/.test(userAgent) && !/Safari\//.test(userAgent));
}

/** In this order: most browsers name the ones that they descend from too. */
const BROWSERS: readonly (readonly [Browser, RegExp])[] = [
  ['EDGE', /Edg(e|A|iOS)?\//],
  ['FIREFOX', /(Firefox|FxiOS)\//],
  ['OTHER', /(OPR|OPT|SamsungBrowser|Whale|YaBrowser|Vivaldi|DuckDuckGo|GSA)\//],
  ['CHROME', /(Chrome|Chromium|CriOS)\//],
  ['SAFARI', /Version\/.*Safari\//],
];

const browserOf = (userAgent: string): Browser => BROWSERS.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'OTHER';

/** Desktop browsers tell a frozen version or none, so theirs is not told on. */
function osVersionOf(userAgent: string, os: OperatingSystem): string | null {
  switch (os) {
    case 'IOS':
      return / OS (\d+(_\d+)*) like Mac/.exec(userAgent)?.[1]?.replaceAll('_', '.') ?? null;
    case 'ANDROID':
      return /Android (\d+(\.\d+)*)/.exec(userAgent)?.[1] ?? null;
    case 'WINDOWS':
    case 'MAC':
    case 'OTHER':
      return null;
  }
}
