import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Authenticator, createAuthenticator } from './authenticator.ts';

const CLAIMS = { sub: 'm-1', channel: 'shop', role: 'manager' };
const KEY_ID = 'key-1';

describe('a token signed by a published key', () => {
  let server: Server;
  let privateKey: CryptoKey;
  let authenticator: Authenticator;
  let serving: 'keys' | 'trouble';
  let fetches = 0;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: KEY_ID, alg: 'ES256' }] });
    server = createServer((_request, response) => {
      fetches += 1;
      response.statusCode = serving === 'keys' ? 200 : 503;
      response.end(serving === 'keys' ? keys : '');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(() => {
    serving = 'keys';
    const { port } = server.address() as AddressInfo;
    const verification = { by: 'jwks', url: `http://127.0.0.1:${port}/keys` } as const;
    authenticator = createAuthenticator({
      verification,
      issuer: null,
      audience: null,
      maxTokenAgeS: null,
      now: Date.now,
    });
  });
  afterAll(async () => {
    server.close();
    await once(server, 'close');
  });

  const signed = (key: CryptoKey, kid = KEY_ID): Promise<string> =>
    new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', kid }).sign(key);

  it('is verified by it', async () => {
    expect(await authenticator.authenticate(`Bearer ${await signed(privateKey)}`)).toMatchObject({
      ok: true,
      identity: { viewer: { channelId: 'shop', role: 'manager', id: 'm-1' } },
    });
  });

  it('is refused where another key signed it, or names a key that is not published', async () => {
    const other = await generateKeyPair('ES256');
    expect(await authenticator.authenticate(`Bearer ${await signed(other.privateKey)}`)).toMatchObject({
      fault: 'invalid',
    });
    expect(await authenticator.authenticate(`Bearer ${await signed(privateKey, 'key-2')}`)).toMatchObject({
      fault: 'invalid',
    });
  });

  it('that names an unknown key has the keys fetched again, however many such tokens come', async () => {
    await authenticator.authenticate(`Bearer ${await signed(privateKey)}`);
    fetches = 0;
    const strange = await Promise.all(Array.from({ length: 50 }, (_, n) => signed(privateKey, `key-of-nobody-${n}`)));
    for (const token of strange.slice(0, 10)) await authenticator.authenticate(`Bearer ${token}`);
    await Promise.all(strange.slice(10).map((token) => authenticator.authenticate(`Bearer ${token}`)));
    expect(fetches).toBeLessThanOrEqual(1);
    expect(await authenticator.authenticate(`Bearer ${await signed(privateKey)}`)).toMatchObject({ ok: true });
  });

  it('is refused where the public key was used as a shared secret', async () => {
    const forged = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256', kid: KEY_ID })
      .sign(new TextEncoder().encode('what anybody can read at the address of the keys'));
    expect(await authenticator.authenticate(`Bearer ${forged}`)).toMatchObject({ fault: 'invalid' });
  });

  it('is not called invalid while the keys cannot be had, and is verified once they can', async () => {
    serving = 'trouble';
    const token = await signed(privateKey);
    expect(await authenticator.authenticate(`Bearer ${token}`)).toMatchObject({ fault: 'unavailable' });
    serving = 'keys';
    expect(await authenticator.authenticate(`Bearer ${token}`)).toMatchObject({ ok: true });
  });
});
