import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Json } from '../port.ts';
import { CorruptEvent } from '../port.ts';
import type { PersonKey, PersonKeys } from './person-keys.ts';

/** What was sealed, as it stands inside an event's data. This shape is for ever. */
export interface Sealed {
  readonly $sealed: {
    /** The id of the key that opens it. */
    readonly key: string;
    /** Base64 of: 12 bytes of nonce, the AES-256-GCM ciphertext, 16 bytes of tag. */
    readonly box: string;
    /** What the text in the box is, where it was no text that was sealed. */
    readonly holds?: 'json';
  };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a text, or whatever else is JSON, under a person's key, bound to its place: `context` says where the box belongs, such as
 * `customer-1/name`, and only {@link unseal} with the same context opens it, so that a box copied into another field or
 * another person's event is noticed. Each call gives another box, because each takes a fresh nonce of 12 bytes: a nonce used
 * twice under one key gives the key away, so only a simulation, whose keys guard nothing, brings its own.
 */
export function seal(
  content: NonNullable<Json>,
  key: PersonKey,
  context: string,
  nonce: Uint8Array = randomBytes(NONCE_BYTES),
): Sealed & { readonly [key: string]: Json } {
  const [text, form] = typeof content === 'string' ? [content, {}] : [JSON.stringify(content), JSON_FORM];
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bindingOf(key.id, context, form));
  const box = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { $sealed: { key: key.id, box: box.toString('base64'), ...form } };
}

/**
 * What was sealed, or null where the person was forgotten. Synchronous, so that decoding an event can be. Throws
 * {@link CorruptEvent} where the box was damaged or belongs elsewhere.
 */
export function unseal(sealed: Sealed, keys: Pick<PersonKeys, 'find'>, context: string): Json {
  const { key: keyId, box: boxText, ...form } = sealed.$sealed;
  const key = keys.find(keyId);
  if (!key) return null;
  const box = Buffer.from(boxText, 'base64');
  try {
    const nonce = box.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(bindingOf(key.id, context, form));
    decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
    const opened = decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES));
    const text = Buffer.concat([opened, decipher.final()]).toString('utf8');
    return form.holds === undefined ? text : (JSON.parse(text) as Json);
  } catch (cause) {
    throw new CorruptEvent(`what key ${keyId} sealed for ${context} does not open: it was damaged or moved`, { cause });
  }
}

/** Was this JSON made by {@link seal}? */
export function isSealed(json: unknown): json is Sealed {
  if (typeof json !== 'object' || json === null || !('$sealed' in json)) return false;
  const inner = json.$sealed;
  if (typeof inner !== 'object' || inner === null) return false;
  return 'key' in inner && typeof inner.key === 'string' && 'box' in inner && typeof inner.box === 'string';
}

type Form = Pick<Sealed['$sealed'], 'holds'>;
const JSON_FORM = { holds: 'json' } as const satisfies Form;

const bindingOf = (keyId: string, context: string, { holds }: Form): Buffer =>
  Buffer.from(JSON.stringify(holds === undefined ? [keyId, context] : [keyId, context, holds]), 'utf8');
