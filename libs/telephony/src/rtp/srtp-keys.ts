import { createCipheriv, createSecretKey, type KeyObject } from 'node:crypto';

/** How packets are encrypted and signed (RFC 4568 §6.2): both alike, but for the length of the signature. */
export const SRTP_SUITES = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] as const;
export type SrtpSuite = (typeof SRTP_SUITES)[number];

/** What one end encrypts by: `secret` is its master key and its master salt, one after the other, in base64. */
export interface SrtpKey {
  readonly suite: SrtpSuite;
  readonly secret: string;
}

/** RFC 3711 §8.2: a master key of 128 bits, and a master salt of 112 behind it. */
export const SECRET = { keyBytes: 16, saltBytes: 14 } as const;

/** How long a signature is, in bytes. */
export const TAG_BYTES: Readonly<Record<SrtpSuite, number>> = {
  AES_CM_128_HMAC_SHA1_80: 10,
  AES_CM_128_HMAC_SHA1_32: 4,
};

/** What packets are really encrypted and signed by, made from the master key. */
export interface SessionKeys {
  readonly encryption: KeyObject;
  readonly authentication: KeyObject;
  readonly salt: Buffer;
}

/** RFC 3711 §4.3.1, of RTP: which key is made. */
const LABEL = { encryption: 0, authentication: 1, salt: 2 } as const;
/** Where the label is added to the salt: its last byte but six. */
const LABEL_AT = 7;
const AUTHENTICATION_KEY_BYTES = 20;

/** RFC 3711 §4.3, with a key derivation rate of 0: one set of keys for as long as the master key is used. */
export function sessionKeysOf({ secret }: SrtpKey): SessionKeys {
  const master = Buffer.from(secret, 'base64');
  const key = master.subarray(0, SECRET.keyBytes);
  const salt = master.subarray(SECRET.keyBytes, SECRET.keyBytes + SECRET.saltBytes);
  const derived = (label: number, bytes: number): Buffer => {
    const counter = Buffer.alloc(16);
    salt.copy(counter);
    counter.writeUInt8(counter.readUInt8(LABEL_AT) ^ label, LABEL_AT);
    return createCipheriv('aes-128-ctr', key, counter).update(Buffer.alloc(bytes));
  };
  return {
    encryption: createSecretKey(derived(LABEL.encryption, SECRET.keyBytes)),
    authentication: createSecretKey(derived(LABEL.authentication, AUTHENTICATION_KEY_BYTES)),
    salt: derived(LABEL.salt, SECRET.saltBytes),
  };
}
