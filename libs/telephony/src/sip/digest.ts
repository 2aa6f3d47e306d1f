import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What each side of a digest knows (RFC 7616, RFC 8760). */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

const ALGORITHMS = { 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256', MD5: 'md5' } as const;
export type DigestAlgorithm = keyof typeof ALGORITHMS;
export const DIGEST_ALGORITHMS = Object.keys(ALGORITHMS) as readonly DigestAlgorithm[];

export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  readonly opaque: string | null;
  /** Whether `qop=auth` is offered; an older server offers none at all. */
  readonly qop: boolean;
  readonly stale: boolean;
}

/**
 * The challenge to answer, of those in a 401 or 407: the first that we can, since a server lists what it likes best first
 * (RFC 8760 §2.4). Null where there is none.
 */
export function chooseChallenge(values: readonly string[]): Challenge | null {
  for (const value of values) {
    const challenge = parseChallenge(value);
    if (challenge) return challenge;
  }
  return null;
}

function parseChallenge(value: string): Challenge | null {
  const params = digestParams(value);
  const realm = params?.get('realm');
  const nonce = params?.get('nonce');
  if (!params || realm === undefined || !nonce) return null;
  const algorithm = DIGEST_ALGORITHMS.find((name) => name === (params.get('algorithm') ?? 'MD5').toUpperCase());
  const qop = params
    .get('qop')
    ?.split(',')
    .map((each) => each.trim().toLowerCase());
  if (!algorithm || (qop && !qop.includes('auth'))) return null;
  return {
    ...{ realm, nonce, algorithm, opaque: params.get('opaque') ?? null },
    ...{ qop: qop !== undefined, stale: params.get('stale')?.toLowerCase() === 'true' },
  };
}

/** The parameters of a digest header, unquoted; null where it is of another scheme. */
export function digestParams(value: string): ReadonlyMap<string, string> | null {
  const rest = /^Digest\s+(.*)$/i.exec(value)?.[1];
  if (rest === undefined) return null;
  const params = new Map<string, string>();
  for (const match of rest.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
    params.set((match[1] ?? '').toLowerCase(), match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '');
  }
  return params;
}

const hash = (algorithm: DigestAlgorithm, text: string): string =>
  createHash(ALGORITHMS[algorithm]).update(text).digest('hex');

interface Proof {
  readonly user: string;
  readonly password: string;
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  readonly method: string;
  readonly uri: string;
  /** Null without `qop`. */
  readonly counted: { readonly nc: string; readonly cnonce: string } | null;
}

/** RFC 7616 §3.4.1, with `qop=auth` or as before there was one. */
export function digestResponse({ user, password, realm, nonce, algorithm, method, uri, counted }: Proof): string {
  const secret = hash(algorithm, `${user}:${realm}:${password}`);
  const request = hash(algorithm, `${method}:${uri}`);
  const middle = counted ? `${nonce}:${counted.nc}:${counted.cnonce}:auth` : nonce;
  return hash(algorithm, `${secret}:${middle}:${request}`);
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The header that answers a challenge, for the n-th time (from 1) with its nonce. */
export function authorize(
  challenge: Challenge,
  { user, password }: Credentials,
  { method, uri, times }: { readonly method: string; readonly uri: string; readonly times: number },
): string {
  const nc = times.toString(16).padStart(8, '0');
  const counted = challenge.qop ? { nc, cnonce: randomBytes(8).toString('hex') } : null;
  const response = digestResponse({ ...challenge, user, password, method, uri, counted });
  const parts = [
    ...[`username=${quoted(user)}`, `realm=${quoted(challenge.realm)}`, `nonce=${quoted(challenge.nonce)}`],
    ...[`uri=${quoted(uri)}`, `response="${response}"`, `algorithm=${challenge.algorithm}`],
    ...(counted ? ['qop=auth', `nc=${counted.nc}`, `cnonce="${counted.cnonce}"`] : []),
    ...(challenge.opaque === null ? [] : [`opaque=${quoted(challenge.opaque)}`]),
  ];
  return `Digest ${parts.join(', ')}`;
}

export function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
