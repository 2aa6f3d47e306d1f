import { SignJWT, UnsecuredJWT } from 'jose';
import { CLOCK_TOLERANCE_S, createAuthenticator, type Authentication } from './authenticator.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const SECRET = Buffer.from('a secret of at least thirty-two bytes');
const AGE = { maxTokenAgeS: 60 };
const CLAIMS = { sub: 'm-1', channel: 'shop', role: 'manager' };

const sign = (claims: Record<string, unknown>, secret: Uint8Array = SECRET): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret);

interface Expected {
  readonly issuer?: string;
  readonly audience?: string;
  readonly maxTokenAgeS?: number;
}

function authenticatorAt(clock: { nowMs: number }, expected: Expected = {}) {
  return createAuthenticator({
    verification: { by: 'secret', secret: SECRET },
    issuer: expected.issuer ?? null,
    audience: expected.audience ?? null,
    maxTokenAgeS: expected.maxTokenAgeS ?? null,
    now: () => clock.nowMs,
  });
}
const ask = async (authorization: unknown, expected = {}): Promise<Authentication> =>
  authenticatorAt({ nowMs: NOW_MS }, expected).authenticate(authorization);
const faultOf = (answer: Authentication): string => (answer.ok ? 'none' : answer.fault);

describe('a token', () => {
  it('says tenant, role and person, and nothing else does', async () => {
    const exp = NOW_MS / 1_000 + 60;
    expect(await ask(`Bearer ${await sign({ ...CLAIMS, exp })}`)).toEqual({
      ok: true,
      identity: {
        viewer: { channelId: 'shop', role: 'manager', id: 'm-1' },
        expiresAtMs: exp * 1_000,
        issuedAtMs: null,
      },
    });
  });

  it('may hold for ever where no age is set, and nowhere else', async () => {
    const forever = `Bearer ${await sign(CLAIMS)}`;
    expect(await ask(forever, { maxTokenAgeS: 60 })).toMatchObject({ ok: false, fault: 'invalid' });
    expect(await ask(`bearer ${await sign(CLAIMS)}`)).toMatchObject({ ok: true, identity: { expiresAtMs: null } });
  });

  it('is invalid where it holds for longer than it may', async () => {
    const until = async (s: number) =>
      faultOf(await ask(`Bearer ${await sign({ ...CLAIMS, exp: NOW_MS / 1_000 + s })}`, AGE));
    expect([await until(60), await until(60 + CLOCK_TOLERANCE_S + 1)]).toEqual(['none', 'invalid']);
  });

  it.each(['iat', 'nbf'])('is invalid while its %s lies ahead, beyond what clocks may differ', async (claim) => {
    const from = async (s: number) =>
      faultOf(await ask(`Bearer ${await sign({ ...CLAIMS, [claim]: NOW_MS / 1_000 + s })}`));
    expect([await from(-60), await from(CLOCK_TOLERANCE_S), await from(60)]).toEqual(['none', 'none', 'invalid']);
  });

  it.each(['HS384', 'HS512'])('is invalid where it is signed by %s, though with the very secret', async (alg) => {
    const long = Buffer.alloc(64, 'x');
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg }).sign(long);
    const verification = { by: 'secret', secret: long } as const;
    const other = createAuthenticator({
      verification,
      issuer: null,
      audience: null,
      maxTokenAgeS: null,
      now: () => NOW_MS,
    });
    expect(faultOf(await other.authenticate(`Bearer ${token}`))).toBe('invalid');
  });

  it.each([undefined, null, '', 'Bearer', 'Basic abc', 7, `Bearer ${'x'.repeat(10_000)}`])(
    'is missing in %p',
    async (header) => {
      expect(faultOf(await ask(header))).toBe('missing');
    },
  );

  it('is invalid where it is garbage, unsigned or signed with another secret', async () => {
    const unsigned = new UnsecuredJWT(CLAIMS).encode();
    const foreign = await sign(CLAIMS, Buffer.from('some other secret of thirty-two bytes'));
    for (const token of ['garbage', unsigned, foreign]) expect(faultOf(await ask(`Bearer ${token}`))).toBe('invalid');
  });

  it.each([
    { sub: '' },
    { sub: 'a\nb' },
    { sub: 7 },
    { channel: undefined },
    { channel: 'x'.repeat(129) },
    { role: 'admin' },
  ])('is invalid with the claims %p', async (wrong) => {
    expect(faultOf(await ask(`Bearer ${await sign({ ...CLAIMS, ...wrong })}`))).toBe('invalid');
  });

  it('is expired after exp, also where it was believed a moment ago', async () => {
    const clock = { nowMs: NOW_MS };
    const { authenticate } = authenticatorAt(clock);
    const authorization = `Bearer ${await sign({ ...CLAIMS, exp: NOW_MS / 1_000 + 30 })}`;
    expect(faultOf(await authenticate(authorization))).toBe('none');
    clock.nowMs += 40_000;
    expect(faultOf(await authenticate(authorization))).toBe('expired');
  });

  it('must name the issuer and the audience that are asked for', async () => {
    const own = `Bearer ${await sign({ ...CLAIMS, iss: 'host', aud: 'meets' })}`;
    expect(faultOf(await ask(own, { issuer: 'host', audience: 'meets' }))).toBe('none');
    expect(faultOf(await ask(own, { issuer: 'other' }))).toBe('invalid');
    expect(faultOf(await ask(own, { audience: 'other' }))).toBe('invalid');
  });
});
