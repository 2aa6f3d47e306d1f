import { stripVTControlCharacters } from 'node:util';
import type { Config } from '../config/config.ts';
import { readyBanner } from './ready-banner.ts';

const URL = 'http://127.0.0.1:4000';

const bannerOf = (auth: Config['auth'], config: Partial<Config> = {}): string =>
  stripVTControlCharacters(
    readyBanner({ url: URL, telephonesAt: 5060 }, { auth, PLAYGROUND: true, PORT: 4000, ...config }),
  );

describe('what is said once the service is ready', () => {
  it('names the playground, its telephones, a token and the demo where tokens are handed out', () => {
    const banner = bannerOf({ mode: 'development' });
    expect(banner).toContain(`open ${URL}\n`);
    expect(banner).toContain(`${URL}/?as=mina#phone`);
    expect(banner).toContain(`${URL}/dev/token`);
    expect(banner).toContain(`npm run demo -- --url ${URL}`);
  });

  it('names no command that would find no development token', () => {
    const banner = bannerOf({ mode: 'secret', secret: 'a secret of the host product, long enough' });
    expect(banner).toContain(`open ${URL}/graphql\n`);
    expect(banner).not.toMatch(/dev\/token|#phone|npm run demo --|npm run call/);
    expect(banner).not.toContain('secret of the host');
  });

  it('names GraphiQL alone, and the demo, where the playground is left out', () => {
    const banner = bannerOf({ mode: 'development' }, { PLAYGROUND: false });
    expect(banner).toContain(`open ${URL}/graphql\n`);
    expect(banner).not.toContain('#phone');
    expect(banner).toContain('npm run demo');
  });

  it('leaves the address out of commands that find it anyhow', () => {
    expect(bannerOf({ mode: 'development' }, { PORT: 3000 })).toMatch(/npm run demo$/m);
  });
});
