import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { z } from 'zod';

/**
 * What a link leads to. `CUSTOMER`: the meet that waits for one customer (R18). `BOX`: a running team meet (R27). `ROOM`:
 * whatever is live in a team room (R28).
 */
export type LinkTarget =
  | { readonly kind: 'CUSTOMER'; readonly channelId: string; readonly meetId: string }
  | { readonly kind: 'BOX'; readonly channelId: string; readonly meetId: string }
  | { readonly kind: 'ROOM'; readonly channelId: string; readonly teamRoomId: string };

/** Turns targets into tokens and back. */
export interface LinkTokens {
  /** Always the same token for the same target, under the same secret. */
  tokenFor(target: LinkTarget): string;
  /** Null for whatever {@link tokenFor} did not make under one of the secrets. */
  open(token: string): LinkTarget | null;
}

/** The longest token that is looked at: room for the longest ids, percent-encoded. */
export const MAX_LINK_TOKEN_LENGTH = 2_048;

/**
 * Tokens are the target itself, encrypted and authenticated (AES-256-GCM) under a nonce that is made from the target
 * (HMAC-SHA-256): so the same target gives the same token on every node and after every rebuild, nothing of a link is
 * stored anywhere, and a token can neither be guessed (128 bits) nor read. The first secret makes tokens, each opens them.
 */
export function linkTokens(secrets: readonly Uint8Array[]): LinkTokens {
  const keys = secrets.map(keysOf);
  const [current] = keys;
  if (!current) throw new Error('links need a secret: give at least one');
  return {
    tokenFor: (target) => seal(encode(target), current).toString('base64url'),
    open(token) {
      if (token.length > MAX_LINK_TOKEN_LENGTH || !/^[A-Za-z0-9_-]+$/.test(token)) return null;
      const sealed = Buffer.from(token, 'base64url');
      // Base64 has spare bits at its end: of several spellings one is the token.
      if (sealed.toString('base64url') !== token) return null;
      for (const pair of keys) {
        const plain = unseal(sealed, pair);
        if (plain) return decode(plain);
      }
      return null;
    },
  };
}

interface Keys {
  readonly nonce: Buffer;
  readonly cipher: Buffer;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keysOf = (secret: Uint8Array): Keys => ({
  nonce: Buffer.from(hkdfSync('sha256', secret, '', 'meets link nonce', 32)),
  cipher: Buffer.from(hkdfSync('sha256', secret, '', 'meets link cipher', 32)),
});

function seal(plain: Buffer, keys: Keys): Buffer {
  const nonce = nonceOf(plain, keys);
  const cipher = createCipheriv(CIPHER, keys.cipher, nonce, { authTagLength: TAG_BYTES });
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(sealed: Buffer, keys: Keys): Buffer | null {
  if (sealed.length <= NONCE_BYTES + TAG_BYTES) return null;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, keys.cipher, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    // Not ours, or of another secret: GCM says no more than that.
    return null;
  }
}

const nonceOf = (plain: Buffer, { nonce }: Keys): Buffer =>
  createHmac('sha256', nonce).update(plain).digest().subarray(0, NONCE_BYTES);

/** Stored in nothing, but handed out for as long as a room stands: these three letters mean what they mean for ever. */
const MARKS = { CUSTOMER: 'c', BOX: 'b', ROOM: 'r' } as const;

const encode = (target: LinkTarget): Buffer =>
  Buffer.from(
    JSON.stringify([MARKS[target.kind], target.channelId, target.kind === 'ROOM' ? target.teamRoomId : target.meetId]),
  );

const sealedTarget = z.tuple([z.enum(['c', 'b', 'r']), z.string(), z.string()]);

function decode(plain: Buffer): LinkTarget {
  const [mark, channelId, id] = sealedTarget.parse(JSON.parse(plain.toString('utf8')));
  switch (mark) {
    case 'c':
      return { kind: 'CUSTOMER', channelId, meetId: id };
    case 'b':
      return { kind: 'BOX', channelId, meetId: id };
    case 'r':
      return { kind: 'ROOM', channelId, teamRoomId: id };
  }
}
