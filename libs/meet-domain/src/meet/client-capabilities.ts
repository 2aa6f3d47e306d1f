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
