import { describeClient } from './describe-client.ts';
import type { Browser, ClientPlatform, OperatingSystem } from './generated/operations.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; K)';

type Case = readonly [string, string, number, ClientPlatform, Browser, OperatingSystem, string | null];

describe('what a client says it is', () => {
  it.each<Case>([
    ['Chrome on Windows', `${WINDOWS} ${BLINK} Safari/537.36`, 0, 'WEB_DESKTOP', 'CHROME', 'WINDOWS', null],
    ['Edge', `${WINDOWS} ${BLINK} Safari/537.36 Edg/143.0`, 0, 'WEB_DESKTOP', 'EDGE', 'WINDOWS', null],
    ['Safari', `${MAC} ${WEBKIT} Version/18.1 Safari/605.1.15`, 0, 'WEB_DESKTOP', 'SAFARI', 'MAC', null],
    [
      'Firefox on Linux',
      'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
      0,
      'WEB_DESKTOP',
      'FIREFOX',
      'OTHER',
      null,
    ],
    ['Whale', `${WINDOWS} ${BLINK} Whale/4.30 Safari/537.36`, 0, 'WEB_DESKTOP', 'OTHER', 'WINDOWS', null],
    [
      'Safari on an iPhone',
      `${IPHONE} ${WEBKIT} Version/17.4 Mobile/15E148 Safari/604.1`,
      5,
      'WEB_MOBILE',
      'SAFARI',
      'IOS',
      '17.4.1',
    ],
    [
      'Chrome on an iPhone',
      `${IPHONE} ${WEBKIT} CriOS/143.0 Mobile/15E148 Safari/604.1`,
      5,
      'WEB_MOBILE',
      'CHROME',
      'IOS',
      '17.4.1',
    ],
    [
      'an iPad that says it is a Mac',
      `${MAC} ${WEBKIT} Version/18.1 Safari/605.1.15`,
      5,
      'WEB_MOBILE',
      'SAFARI',
      'IOS',
      null,
    ],
    ['Chrome on Android', `${ANDROID} ${BLINK} Mobile Safari/537.36`, 5, 'WEB_MOBILE', 'CHROME', 'ANDROID', '14'],
    [
      'Samsung’s browser',
      `${ANDROID} ${BLINK} SamsungBrowser/27.0 Mobile Safari/537.36`,
      5,
      'WEB_MOBILE',
      'OTHER',
      'ANDROID',
      '14',
    ],
    [
      'KakaoTalk',
      `${ANDROID} ${BLINK} Mobile Safari/537.36;KAKAOTALK 2411000`,
      5,
      'IN_APP_BROWSER',
      'CHROME',
      'ANDROID',
      '14',
    ],
    [
      'a web view of Android',
      'Mozilla/5.0 (Linux; Android 14; K; wv) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36',
      5,
      'IN_APP_BROWSER',
      'CHROME',
      'ANDROID',
      '14',
    ],
    ['a web view of iOS', `${IPHONE} ${WEBKIT} Mobile/15E148`, 5, 'IN_APP_BROWSER', 'OTHER', 'IOS', '17.4.1'],
    ['nothing known', 'curl/8', 0, 'WEB_DESKTOP', 'OTHER', 'OTHER', null],
  ])('R24: is read from the user agent of %s', (_what, userAgent, maxTouchPoints, platform, browser, os, osVersion) => {
    expect(describeClient({ userAgent, maxTouchPoints })).toEqual({ client: { platform, browser, osVersion }, os });
  });
});
