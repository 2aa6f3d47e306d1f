import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import type { PersonKey } from '../sealing/person-keys.ts';
import type { KurrentNewEvent, KurrentRecord } from './kurrent-client.ts';

/** The streams that hold person keys begin so, behind the installation's own prefix. */
export const PERSON_KEY_STREAMS = 'personkey-';

/** A person's n-th key (from 1) has a stream of its own, because a stream that was destroyed can never be written again. */
export interface KeyPlace {
  /** SHA-256 of the host's id of the person. */
  readonly person: string;
  readonly generation: number;
}

/** What a record of a key stream tells: a key, or that the key there was destroyed. */
export interface KeyNews {
  readonly place: KeyPlace;
  readonly key: PersonKey | undefined;
}

/** Stored beside the key's id. `plain`: base64 of the secret. `wrapped`: nonce, tag and AES-256-GCM text, all base64. */
type StoredSecret =
  { readonly plain: string } | { readonly wrapped: string; readonly nonce: string; readonly tag: string };

export const personHash = (person: string): string => hash('sha256', JSON.stringify(['meets-person', person]), 'hex');

export const keyStream = (prefix: string, { person, generation }: KeyPlace): string =>
  `${prefix}${PERSON_KEY_STREAMS}${person}-${generation}`;

export function keyRecord(key: PersonKey, stream: string, masterSecret: Uint8Array | undefined): KurrentNewEvent {
  const secret = masterSecret ? wrap(key, stream, masterSecret) : { plain: Buffer.from(key.secret).toString('base64') };
  return {
    id: key.id,
    type: 'PersonKeyMade',
    contentType: 'application/json',
    data: { ...secret },
    metadata: { meetsPersonKey: 1 },
  };
}

/** Undefined for a record of another kind. Throws where the key is wrapped under a master secret that is not this one. */
export function keyNewsIn(
  record: KurrentRecord,
  prefix: string,
  masterSecret: Uint8Array | undefined,
): KeyNews | undefined {
  const place = placeIn(record.streamId, prefix);
  if (!place) return undefined;
  if (record.type === '$streamDeleted') return { place, key: undefined };
  if (record.type !== 'PersonKeyMade') return undefined;
  const secret = unwrap(record, masterSecret);
  return { place, key: { id: record.id, secret } };
}

function placeIn(stream: string, prefix: string): KeyPlace | undefined {
  if (!stream.startsWith(prefix + PERSON_KEY_STREAMS)) return undefined;
  const [, person, generation] =
    /^([0-9a-f]{64})-(\d+)$/.exec(stream.slice((prefix + PERSON_KEY_STREAMS).length)) ?? [];
  return person === undefined ? undefined : { person, generation: Number(generation) };
}

// Bound to its key id and stream, so that one stored secret cannot be put in another's place.
const boundTo = (id: string, stream: string): Buffer => Buffer.from(JSON.stringify(['meets-person-key', id, stream]));

function wrap(key: PersonKey, stream: string, masterSecret: Uint8Array): StoredSecret {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', masterSecret, nonce).setAAD(boundTo(key.id, stream));
  const wrapped = Buffer.concat([cipher.update(key.secret), cipher.final()]);
  const [text, once, tag] = [wrapped, nonce, cipher.getAuthTag()].map((bytes) => bytes.toString('base64'));
  return { wrapped: text ?? '', nonce: once ?? '', tag: tag ?? '' };
}

function unwrap(record: KurrentRecord, masterSecret: Uint8Array | undefined): Uint8Array {
  const stored = record.data as StoredSecret;
  if ('plain' in stored) return new Uint8Array(Buffer.from(stored.plain, 'base64'));
  if (!masterSecret) throw new Error('the person keys were stored under a master secret, and none was given');
  const [wrapped, nonce, tag] = [stored.wrapped, stored.nonce, stored.tag].map((text) => Buffer.from(text, 'base64'));
  if (!wrapped || !nonce || !tag) throw new Error(`person key ${record.id} is incomplete`);
  const decipher = createDecipheriv('aes-256-gcm', masterSecret, nonce, { authTagLength: 16 });
  decipher.setAAD(boundTo(record.id, record.streamId)).setAuthTag(tag);
  try {
    return new Uint8Array(Buffer.concat([decipher.update(wrapped), decipher.final()]));
  } catch (cause) {
    throw new Error(`person key ${record.id} was stored under another master secret`, { cause });
  }
}
