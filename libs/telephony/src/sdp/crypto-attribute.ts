import { SECRET, SRTP_SUITES, type SrtpKey, type SrtpSuite } from '../rtp/srtp-keys.ts';

/** A key as it is told in a description (SDES, RFC 4568), and the number by which an answer names what it takes. */
export interface TaggedKey extends SrtpKey {
  readonly tag: number;
}

/** How many packets a key has to be good for at least: more than a call of the longest has, at 50 a second. */
export const LEAST_KEY_LIFETIME = 2 ** 20;

const SECRET_BYTES = SECRET.keyBytes + SECRET.saltBytes;
const isSuite = (text: string): text is SrtpSuite => SRTP_SUITES.some((suite) => suite === text);

/**
 * The value of an `a=crypto:`. Null where it is none, or asks for what we do not do: several keys, a key's name in each packet (MKI), keys that
 * are soon used up, or session parameters, of which only the hint about windows changes nothing.
 */
export function readCrypto(value: string): TaggedKey | null {
  const [, tag, suite = '', secret = '', more = '', parameters = ''] =
    /^(\d{1,9}) (\S+) inline:([A-Za-z0-9+/]{40}={0,2})((?:\|[^\s;|]+)*)((?: \S+)*) *$/.exec(value) ?? [];
  if (!isSuite(suite) || Buffer.from(secret, 'base64').length !== SECRET_BYTES) return null;
  if (!more.split('|').slice(1).every(isLongLifetime)) return null;
  if (!parameters.split(' ').filter(Boolean).every(isWindowHint)) return null;
  return { tag: Number(tag), suite, secret };
}

export const renderCrypto = ({ tag, suite, secret }: TaggedKey): string => `a=crypto:${tag} ${suite} inline:${secret}`;

function isLongLifetime(field: string): boolean {
  const [, power, packets] = /^(?:2\^(\d{1,2})|(\d{1,15}))$/.exec(field) ?? [];
  return (power === undefined ? Number(packets) : 2 ** Number(power)) >= LEAST_KEY_LIFETIME;
}

const isWindowHint = (parameter: string): boolean => /^WSH=\d{1,6}$/.test(parameter);
