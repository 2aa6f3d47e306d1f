export type ClientPlatform =
  | 'WEB_DESKTOP'
  | 'WEB_MOBILE'
  | 'IN_APP_BROWSER'
  | 'DESKTOP_APP_WINDOWS'
  | 'DESKTOP_APP_MAC'
  | 'MOBILE_APP_IOS'
  | 'MOBILE_APP_ANDROID'
  | 'MOBILE_SDK';
export type Browser = 'CHROME' | 'EDGE' | 'SAFARI' | 'FIREFOX' | 'OTHER';

/** What a person's app or browser says it is. */
export interface Client {
  readonly platform: ClientPlatform;
  readonly browser: Browser | null;
  /** As the system tells it, such as `17.4`; only the leading number is read. */
  readonly osVersion: string | null;
}

/** Why a client cannot do something, for programs to tell apart. */
export type CapabilityReason =
  | 'MOBILE_SDK_HAS_NO_MEETS'
  | 'IN_APP_BROWSER_HAS_NO_MEETS'
  | 'MOBILE_WEB_CANNOT_SHARE_SCREEN'
  | 'SAFARI_CANNOT_BLUR'
  | 'ANDROID_CANNOT_BLUR'
  | 'IOS_BELOW_17_CANNOT_BLUR'
  | 'MOBILE_WEB_CANNOT_BLUR'
  | 'MOBILE_APP_CANNOT_SUPPRESS_NOISE';

/** What a client can do, and for each thing that it cannot do, why. */
export interface ClientCapabilities {
  readonly meets: boolean;
  readonly screenShare: boolean;
  readonly backgroundBlur: boolean;
  readonly noiseSuppression: boolean;
  readonly reasons: readonly CapabilityReason[];
}

/**
 * What a client can do (R24); the commands enforce it by the same function. Decisions where the rule leaves room:
 * - "Some in-app browsers have no meets", and nothing a client says of itself tells which: none has.
 * - The rule speaks of customers where it denies the mobile web a screen share. No mobile browser implements
 *   `getDisplayMedia`, so the answer is the same for a manager, and a client's abilities do not depend on who holds it.
 * - On the mobile web iOS and Android cannot be told apart, except that Safari is iOS, which cannot blur either: no blur.
 * - An iOS app that does not tell its version counts as too old.
 */
export function clientCapabilities(client: Client): ClientCapabilities {
  const noMeets = NO_MEETS[client.platform] ?? null;
  if (noMeets) {
    return { meets: false, screenShare: false, backgroundBlur: false, noiseSuppression: false, reasons: [noMeets] };
  }
  const noScreenShare: CapabilityReason | null =
    client.platform === 'WEB_MOBILE' ? 'MOBILE_WEB_CANNOT_SHARE_SCREEN' : null;
  const noBlur = whyNoBlur(client);
  const noSuppression: CapabilityReason | null = isMobileApp(client.platform)
    ? 'MOBILE_APP_CANNOT_SUPPRESS_NOISE'
    : null;
  return {
    meets: true,
    screenShare: noScreenShare === null,
    backgroundBlur: noBlur === null,
    noiseSuppression: noSuppression === null,
    reasons: [noScreenShare, noBlur, noSuppression].filter((reason) => reason !== null),
  };
}

/** The first iOS whose app can blur the background. */
const IOS_BLUR_FROM = 17;

const NO_MEETS: { readonly [Platform in ClientPlatform]?: CapabilityReason } = {
  MOBILE_SDK: 'MOBILE_SDK_HAS_NO_MEETS',
  IN_APP_BROWSER: 'IN_APP_BROWSER_HAS_NO_MEETS',
};

function whyNoBlur({ platform, browser, osVersion }: Client): CapabilityReason | null {
  if (platform === 'MOBILE_APP_ANDROID') return 'ANDROID_CANNOT_BLUR';
  if (platform === 'MOBILE_APP_IOS') return majorOf(osVersion) >= IOS_BLUR_FROM ? null : 'IOS_BELOW_17_CANNOT_BLUR';
  // An app is no browser, whatever the engine inside it calls itself.
  if (platform === 'DESKTOP_APP_WINDOWS' || platform === 'DESKTOP_APP_MAC') return null;
  if (browser === 'SAFARI') return 'SAFARI_CANNOT_BLUR';
  return platform === 'WEB_MOBILE' ? 'MOBILE_WEB_CANNOT_BLUR' : null;
}

const isMobileApp = (platform: ClientPlatform): boolean =>
  platform === 'MOBILE_APP_IOS' || platform === 'MOBILE_APP_ANDROID';

/** The leading number of a version, or 0. */
const majorOf = (version: string | null): number => Number(/^\s*(\d{1,6})/.exec(version ?? '')?.[1] ?? 0);
