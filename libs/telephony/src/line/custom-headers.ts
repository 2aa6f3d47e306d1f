import type { Trunk } from '../settings.ts';
import { headerOf, longName, type SipRequest } from '../sip/message.ts';

/** How many headers of its own a carrier's calls may have, each way. */
export const MAX_CUSTOM_HEADERS = 16;
/** How long the name of one may be, in characters. */
export const MAX_CUSTOM_HEADER_NAME_CHARS = 64;
/** How long the value of a header of a carrier's own may be, in characters; what is longer is passed over. */
export const MAX_CUSTOM_HEADER_CHARS = 256;

/** What the line itself reads and writes, and what proves who somebody is: none of it is anybody's to set or to see. */
const RESERVED = new Set([
  ...['via', 'from', 'to', 'call-id', 'cseq', 'contact', 'route', 'record-route', 'max-forwards'],
  ...['content-type', 'content-length', 'content-encoding', 'require', 'proxy-require', 'supported', 'allow'],
  ...['authorization', 'proxy-authorization', 'www-authenticate', 'proxy-authenticate', 'authentication-info'],
  ...[
    'expires',
    'min-expires',
    'session-expires',
    'min-se',
    'refer-to',
    'referred-by',
    'replaces',
    'event',
    'reason',
    'identity',
  ],
  // Who withholds their number is not to be known by it.
  ...['p-asserted-identity', 'p-preferred-identity', 'remote-party-id', 'privacy', 'diversion', 'history-info'],
]);
const NAME = /^[a-z0-9.!%*_+`'~-]+$/i;

/** Throws where the trunk's settings name what is reserved, no header, one twice, or too many: that is a mistake in the settings. */
export function checkCustomHeaders({ trunkId, headersIn = [], headersOut = {} }: Trunk): void {
  const wrong =
    wrongIn('headersIn', headersIn) ??
    wrongIn('headersOut', Object.keys(headersOut)) ??
    Object.keys(headersOut)
      .filter((name) => !isValue(headersOut[name] ?? ''))
      .map(
        (name) => `headersOut: the value of ${name} is empty, longer than ${MAX_CUSTOM_HEADER_CHARS} or not printable`,
      )[0];
  if (wrong) throw new Error(`trunk ${trunkId}: ${wrong}`);
}

function wrongIn(field: string, names: readonly string[]): string | null {
  if (names.length > MAX_CUSTOM_HEADERS) return `${field}: at most ${MAX_CUSTOM_HEADERS} headers`;
  const long = names.find((name) => name.length > MAX_CUSTOM_HEADER_NAME_CHARS);
  if (long !== undefined) {
    return `${field}: ${long.slice(0, MAX_CUSTOM_HEADER_NAME_CHARS)}… is longer than ${MAX_CUSTOM_HEADER_NAME_CHARS}`;
  }
  const unfit = names.find((name) => !NAME.test(name) || RESERVED.has(longName(name.toLowerCase())));
  if (unfit !== undefined) return `${field}: ${unfit} is no header that can be set or read here`;
  const twice = names.find((name, at) => names.slice(0, at).some((other) => sameHeader(name, other)));
  return twice === undefined ? null : `${field}: ${twice} is named twice`;
}

const sameHeader = (one: string, other: string): boolean =>
  longName(one.toLowerCase()) === longName(other.toLowerCase());

/** Those that the settings let in, by their names in lower case. */
export function customHeadersIn(request: SipRequest, { headersIn = [] }: Trunk): Readonly<Record<string, string>> {
  const named = headersIn.map((name) => {
    const plain = name.toLowerCase();
    return [plain, headerOf(request, longName(plain)) ?? ''] as const;
  });
  return Object.fromEntries(named.filter(([, value]) => isValue(value)));
}

/** What stands in the trunk's INVITEs besides, as lines. */
export const customHeaderLines = ({ headersOut = {} }: Trunk): readonly string[] =>
  Object.entries(headersOut).map(([name, value]) => `${name}: ${value}`);

/** One line of text, which may be in any language. */
const isValue = (value: string): boolean =>
  value !== '' && value.length <= MAX_CUSTOM_HEADER_CHARS && !/\p{Cc}/u.test(value);
