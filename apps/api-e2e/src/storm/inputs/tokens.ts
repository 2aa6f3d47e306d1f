import { createHmac } from 'node:crypto';
import type { SeededRandom } from '../../seeded-random.ts';
import { type Generator, type Ground, JSON_TYPE, noise, overHttp, pick, request } from '../input.ts';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const SOON = 4_102_444_800;
const CLAIMS = { sub: 'ma-1', channel: 'storm', role: 'manager', exp: SOON };

function signed(header: unknown, claims: unknown, key: string): string {
  const head = `${base64(header)}.${base64(claims)}`;
  return `${head}.${createHmac('sha256', key).update(head).digest('base64url')}`;
}

/** Something in the place of a token that nobody may be let in with. */
export function badToken(random: SeededRandom, { tokens }: Ground): string {
  const good = tokens.manager;
  const [head = '', claims = '', signature = ''] = good.split('.');
  const cut = good.slice(0, Math.floor(good.length * random.next() * 0.99));
  const alg = pick(random, ['none', 'None', 'nOnE', 'HS384', 'HS512', 'RS256', 'ES256', 'EdDSA', '', 'dir', 'HS256 ']);
  const key = pick(random, ['', 'secret', 'development-secret', '0'.repeat(32)]);
  const odd = pick<object>(random, [
    ...[
      { exp: 'never' },
      { exp: -1 },
      { exp: 1e308 },
      { exp: null },
      { nbf: SOON },
      { iat: 'x' },
      { role: 'admin' },
      { role: ['manager'] },
    ],
    ...[
      { sub: {} },
      { sub: '' },
      { sub: 'x'.repeat(500) },
      { channel: null },
      { channel: '../other' },
      { iss: {} },
      { aud: [1] },
    ],
  ]);
  return pick(random, [
    ...[
      '',
      '.',
      '..',
      '...',
      'null',
      'undefined',
      'a.b.c',
      'x'.repeat(100),
      'x'.repeat(8_193),
      '%00',
      '{}',
      good.toUpperCase(),
    ],
    ...[
      cut,
      `${good}.`,
      `.${good}`,
      `${good}x`,
      `${good} ${good}`,
      good.replaceAll('.', '..'),
      `${head}.${claims}.`,
      `${head}..${signature}`,
    ],
    ...[
      `${claims}.${head}.${signature}`,
      `${head}.${base64({ ...CLAIMS, role: 'integrator' })}.${signature}`,
      `${head}=.${claims}=.${signature}=`,
    ],
    ...[
      `${base64({ alg })}.${claims}.`,
      `${base64({ alg })}.${claims}.${signature}`,
      signed({ alg: 'HS256' }, CLAIMS, key),
    ],
    ...[
      signed({ alg: 'HS256', kid: pick(random, ['1', '../../dev/null', "' or 1=1"]) }, CLAIMS, key),
      signed([], CLAIMS, key),
      signed(null, null, key),
    ],
    ...[
      signed({ alg: 'HS256', jwk: { kty: 'oct', k: '' } }, CLAIMS, key),
      signed({ alg: 'HS256', jku: 'http://127.0.0.1:9/' }, CLAIMS, key),
    ],
    ...[signed({ alg: 'HS256', crit: ['x'], x: 1 }, CLAIMS, key), signed({ alg: 'HS256' }, { ...CLAIMS, ...odd }, key)],
    ...[
      signed({ alg: 'HS256', b64: false, crit: ['b64'] }, CLAIMS, key),
      signed({ alg: 'HS256' }, 'text', key),
      signed({ alg: 'HS256', zip: 'DEF' }, CLAIMS, key),
    ],
    noise(random, 200).toString('base64url'),
  ]);
}

/** Requests of somebody whom the service cannot know. */
export const tokens: Generator = (random, ground) => {
  const token = badToken(random, ground);
  const header = pick(random, [
    ...Array.from({ length: 9 }, () => `Authorization: Bearer ${token}`),
    ...[
      `Authorization: ${token}`,
      `Authorization: Basic ${token}`,
      `Authorization: bearer\t${token}`,
      `Authorization: Bearer`,
      'X: none',
    ],
  ]);
  const body = '{"query":"{ viewer { id } }"}';
  // A header's value must not be followed by a control character, and 16 KiB of head are too many: those are no tokens yet.
  return overHttp('token', request({ headers: [JSON_TYPE, header], body }), { answers: [401] });
};
