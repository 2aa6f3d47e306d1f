import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthenticator } from './authenticator.ts';
import { developmentSecret } from './development-secret.ts';
import { createDevelopmentTokens, DEVELOPMENT_TOKEN_TTL_S, parseTokenRequest } from './development-tokens.ts';

describe('development tokens', () => {
  it('are verified by the secret of the data directory they were made for, also after a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'meets-secret-'));
    const token = await createDevelopmentTokens(await developmentSecret(dataDir)).issue({
      channel: 'shop',
      role: 'customer',
      sub: 'c-1',
    });
    const verification = { by: 'secret', secret: await developmentSecret(dataDir) } as const;
    const { authenticate } = createAuthenticator({
      verification,
      issuer: null,
      audience: null,
      maxTokenAgeS: DEVELOPMENT_TOKEN_TTL_S,
      now: Date.now,
    });
    expect(await authenticate(`Bearer ${token}`)).toMatchObject({
      ok: true,
      identity: { viewer: { channelId: 'shop', role: 'customer', id: 'c-1' } },
    });
    expect((await stat(join(dataDir, 'development-secret'))).mode & 0o777).toBe(0o600);
    await rm(dataDir, { recursive: true });
  });

  it('are refused for what is no channel, role or id, by the names of the fields', () => {
    expect(parseTokenRequest({ channel: 'shop', role: 'boss', sub: '' })).toEqual({ fields: ['role', 'sub'] });
    expect(parseTokenRequest('channel=shop')).toEqual({ fields: ['body'] });
    expect(parseTokenRequest(undefined)).toEqual({ fields: ['body'] });
  });
});
