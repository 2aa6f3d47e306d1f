import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { z } from 'zod';
import type { Viewer } from '../viewer.ts';
import { isId } from './is-id.ts';

/** Whom a token speaks for, and until when. */
export interface Identity {
  readonly viewer: Viewer;
  /** Milliseconds since the epoch; null: the token never expires, which no production token may. */
  readonly expiresAtMs: number | null;
  /** Milliseconds since the epoch, to the second; null: the token does not say. */
  readonly issuedAtMs: number | null;
}

/** `unavailable`: the keys cannot be had at the moment, which is not the caller's fault. */
export type Authentication =
  | { readonly ok: true; readonly identity: Identity }
  | {
      readonly ok: false;
      readonly fault: 'missing' | 'invalid' | 'expired' | 'revoked' | 'unavailable';
      readonly message: string;
    };

/** Turns what a client sent as `authorization` into who they are. Never throws for what a client sent. */
export interface Authenticator {
  /** `authorization` as in the header: `Bearer <JWT>`. */
  authenticate(authorization: unknown): Promise<Authentication>;
}

export type Verification =
  { readonly by: 'jwks'; readonly url: string } | { readonly by: 'secret'; readonly secret: Uint8Array };

export interface AuthenticatorOptions {
  readonly verification: Verification;
  readonly issuer: string | null;
  readonly audience: string | null;
  /** The farthest that a token's `exp` may lie ahead, in seconds; null: as far as its signer likes, or nowhere at all. */
  readonly maxTokenAgeS: number | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Differences between our clock and the signer's that are forgiven. */
export const CLOCK_TOLERANCE_S = 5;
/** How long a token that was verified once is believed without doing the arithmetic again (and then until `exp` at most). */
export const VERIFIED_FOR_MS = 60_000;
/** How many verified tokens are remembered; the oldest makes room. */
export const MAX_REMEMBERED_TOKENS = 10_000;
/** How long published keys are believed before they are fetched again. */
export const JWKS_CACHE_MS = 10 * 60_000;
/** A token that names an unknown key has the keys fetched again at most this often, however many such tokens come. */
export const JWKS_COOLDOWN_MS = 30_000;
/** How long fetching the keys may take. */
export const JWKS_TIMEOUT_MS = 5_000;
/** The longest token that is looked at. */
export const MAX_TOKEN_LENGTH = 8_192;

const claims = z.object({
  sub: z.string().refine(isId, 'sub must be an id of 1 to 128 characters'),
  channel: z.string().refine(isId, 'channel must be an id of 1 to 128 characters'),
  role: z.enum(
    ['manager', 'customer', 'integrator', 'analyst'],
    'role must be manager, customer, integrator or analyst',
  ),
});

/** Verifies tokens by published keys or a shared secret, and remembers those it has verified for a while. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const verify = verifierOf(options);
  const remembered = new Map<string, { readonly identity: Identity; readonly untilMs: number }>();
  return {
    async authenticate(authorization) {
      const token = bearerToken(authorization);
      if (token === null) return refused('missing', 'send authorization: Bearer <JWT>');
      const known = remembered.get(token);
      if (known && known.untilMs > options.now()) return { ok: true, identity: known.identity };
      remembered.delete(token);
      const result = await identify(token, verify, options);
      if (result.ok) {
        const untilMs = Math.min(options.now() + VERIFIED_FOR_MS, result.identity.expiresAtMs ?? Infinity);
        const [oldest] = remembered.keys();
        if (remembered.size >= MAX_REMEMBERED_TOKENS && oldest !== undefined) remembered.delete(oldest);
        remembered.set(token, { identity: result.identity, untilMs });
      }
      return result;
    },
  };
}

type Verify = (token: string) => Promise<JWTPayload>;

function verifierOf({ verification, issuer, audience, now }: AuthenticatorOptions): Verify {
  const options = (algorithms: string[]): JWTVerifyOptions => ({
    algorithms,
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(now()),
    ...(issuer === null ? {} : { issuer }),
    ...(audience === null ? {} : { audience }),
  });
  if (verification.by === 'secret') {
    const { secret } = verification;
    return async (token) => (await jwtVerify(token, secret, options(['HS256']))).payload;
  }
  // Never HS256 here: a public key used as a shared secret would let anybody sign.
  const signed = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
  const keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(verification.url), {
    cacheMaxAge: JWKS_CACHE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    timeoutDuration: JWKS_TIMEOUT_MS,
  });
  return async (token) => (await jwtVerify(token, keys, options(signed))).payload;
}

async function identify(token: string, verify: Verify, options: AuthenticatorOptions): Promise<Authentication> {
  try {
    const payload = await verify(token);
    const untimely = whyUntimely(payload, options);
    if (untimely) return refused('invalid', untimely);
    const read = claims.safeParse(payload);
    if (!read.success) return refused('invalid', read.error.issues.map((issue) => issue.message).join('; '));
    const { sub, channel, role } = read.data;
    const expiresAtMs = payload.exp === undefined ? null : payload.exp * 1_000;
    const issuedAtMs = payload.iat === undefined ? null : payload.iat * 1_000;
    return { ok: true, identity: { viewer: { channelId: channel, role, id: sub }, expiresAtMs, issuedAtMs } };
  } catch (error) {
    return refusalOf(error);
  }
}

/** What `jwtVerify` leaves to us: it looks at `exp` and `nbf` where they stand, but asks for neither. */
function whyUntimely({ exp, iat }: JWTPayload, { maxTokenAgeS, now }: AuthenticatorOptions): string | null {
  const latestS = now() / 1_000 + CLOCK_TOLERANCE_S;
  if (iat !== undefined && iat > latestS) return "the token's iat does not fit: it lies ahead";
  if (maxTokenAgeS === null) return null;
  if (exp === undefined) return "the token's exp does not fit: there is none, so it would hold for ever";
  if (exp > latestS + maxTokenAgeS) return `the token's exp does not fit: it lies more than ${maxTokenAgeS} s ahead`;
  return null;
}

/** Says what is wrong with a token in words that help its owner and tell nobody else anything. */
function refusalOf(error: unknown): Authentication {
  if (error instanceof errors.JWTExpired) return refused('expired', 'the token has expired');
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused('invalid', `the token's ${error.claim} does not fit`);
  if (error instanceof errors.JWKSTimeout)
    return refused('unavailable', 'the keys to verify tokens cannot be had now; try again');
  if (error instanceof errors.JOSEError) {
    // jose's plain JOSEError is what a key server's answer other than 200 or JSON becomes.
    return error.code === 'ERR_JOSE_GENERIC'
      ? refused('unavailable', 'the keys to verify tokens cannot be had now; try again')
      : refused('invalid', 'the token cannot be verified');
  }
  // What is left comes from fetching the keys: no route, no name, no answer.
  return refused('unavailable', 'the keys to verify tokens cannot be had now; try again');
}

export const refused = (fault: Extract<Authentication, { ok: false }>['fault'], message: string): Authentication => ({
  ok: false,
  fault,
  message,
});

function bearerToken(authorization: unknown): string | null {
  if (typeof authorization !== 'string' || authorization.length > MAX_TOKEN_LENGTH) return null;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null;
}
