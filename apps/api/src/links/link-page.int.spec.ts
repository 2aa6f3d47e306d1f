import { MAX_LINK_TOKEN_LENGTH } from './link-tokens.ts';
import { runningService, type RunningService } from '../testing/running-service.ts';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36';
const TOKEN = 'A_token-of-the-right-shape'.repeat(10);

describe('the page of a link (R31)', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runningService({
      PUBLIC_URL: 'https://desk.test',
      APP_URL: 'meets://join',
      APP_INSTALL_URL_IOS: 'https://apps.test/id1?a=1&b="2',
    });
  });
  afterAll(() => service.close());
  const get = (agent: string, language = 'ko', token = TOKEN) =>
    fetch(`${service.url}/m/${token}`, {
      headers: { 'user-agent': agent, 'accept-language': language },
      redirect: 'manual',
    });

  it('R31: offers a phone the app, its installation and the browser, in its language', async () => {
    const korean = await (await get(IPHONE)).text();
    expect(korean).toContain('<html lang="ko">');
    expect(korean).toContain(`<a href="meets://join/${TOKEN}">앱에서 열기</a>`);
    expect(korean).toContain('<a href="https://apps.test/id1?a=1&amp;b=&quot;2">앱 설치하기</a>');
    expect(korean).toContain(`<a href="https://desk.test/join/${TOKEN}">브라우저에서 계속하기</a>`);
    const english = await (await get(IPHONE, 'en-US')).text();
    expect(english).toContain('<html lang="en">');
    expect(english).not.toMatch(/\p{Script=Hangul}/u);
  });

  it('R31: offers no installation where there is none', async () => {
    const page = await (await get(ANDROID)).text();
    expect(page).not.toContain('앱 설치하기');
    expect(page).toContain('앱에서 열기');
  });

  it('R31: lets everybody else go on in the browser at once', async () => {
    const answer = await get('Mozilla/5.0 (Windows NT 10.0; Win64; x64)');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`https://desk.test/join/${TOKEN}`);
  });

  it('R31: is the same whether or not there is such a link, needs no token, and loads and runs nothing', async () => {
    const [one, other] = [await get(IPHONE), await get(IPHONE, 'ko', 'made-up')];
    expect((await other.text()).replaceAll('made-up', TOKEN)).toBe(await one.text());
    expect(one.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(one.headers.get('referrer-policy')).toBe('no-referrer');
    expect(one.headers.get('cache-control')).toBe('no-store');
  });

  it('is for what can be a token', async () => {
    for (const token of ['a b', '<script>']) {
      expect((await get(IPHONE, 'ko', encodeURIComponent(token))).status).toBe(404);
    }
    expect((await get(IPHONE, 'ko', 'x'.repeat(MAX_LINK_TOKEN_LENGTH + 1))).status).toBe(414);
  });

  it('leaves no token in the log', () => expect(service.logged.join('')).not.toContain(TOKEN));
});
