import type { Trunk } from '../settings.ts';
import { headerOf, type SipRequest } from '../sip/message.ts';

/** How long the value of a header of a carrier's own may be, in characters; what is longer is passed over. */
export const MAX_CUSTOM_HEADER_CHARS = 256;

/** What the line itself reads and writes, and what proves who somebody is: none of it is anybody's to set or to see. */
const RESERVED = new Set([
  ...['via', 'from', 'to', 'call-id', 'cseq', 'contact', 'route', 'record-route', 'max-forwards'],
  ...['content-type', 'content-length', 'content-encoding', 'require', 'proxy-require', 'supported', 'allow'],
  ...['authorization', 'proxy-authorization', 'www-authenticate', 'proxy-authenticate', 'authentication-info'],
  ...['session-expires', 'min-se', 'refer-to', 'referred-by', 'replaces', 'event', 'reason', 'identity'],
  // Who withholds their number is not to be known by it.
  ...['p-asserted-identity', 'p-preferred-identity', 'remote-party-id', 'privacy', 'diversion', 'history-info'],
]);
const NAME = /^[a-z0-9.!%*_+`'~-]+$/i;

/** Throws where the trunk's settings name what is reserved, or no header: that is a mistake in the settings. */
export function checkCustomHeaders({ trunkId, headersIn = [], headersOut = {} }: Trunk): void {
  for (const name of [...headersIn, ...Object.keys(headersOut)]) {
    if (!NAME.test(name) || RESERVED.has(name.toLowerCase())) {
      throw new Error(`trunk ${trunkId}: ${name} is no header that can be set or read here`);
    }
  }
  const wrong = Object.keys(headersOut).find((name) => !isValue(headersOut[name] ?? ''));
  if (wrong) throw new Error(`trunk ${trunkId}: the value of ${wrong} is empty, too long or not printable`);
}

/** Those that the settings let in, by their names in lower case. */
export function customHeadersIn(request: SipRequest, { headersIn = [] }: Trunk): Readonly<Record<string, string>> {
  const named = headersIn.map((name) => [name.toLowerCase(), headerOf(request, name.toLowerCase()) ?? ''] as const);
  return Object.fromEntries(named.filter(([, value]) => isValue(value)));
}

/** What stands in the trunk's INVITEs besides, as lines. */
export const customHeaderLines = ({ headersOut = {} }: Trunk): readonly string[] =>
  Object.entries(headersOut).map(([name, value]) => `${name}: ${value}`);

/** One line of text, which may be in any language. */
const isValue = (value: string): boolean =>
  value !== '' &&
  value.length <= MAX_CUSTOM_HEADER_CHARS &&
  ![...value].some((char) => char < ' ' || char === '\u007f');
