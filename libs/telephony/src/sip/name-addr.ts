import { headerOf, type SipMessage } from './message.ts';

/** A SIP or telephone URI, as far as calls look at it. */
export interface SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** Without its escapes and its parameters; empty where there is none. */
  readonly user: string;
  /** Lower case; IPv6 without brackets. Empty for a telephone URI. */
  readonly host: string;
  readonly port: number | null;
  readonly params: ReadonlyMap<string, string>;
}

export interface NameAddr {
  readonly uri: SipUri;
  readonly tag: string | null;
}

const SIP_URI =
  /^(sips?):(?:([^@\s<>"]*)@)?(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\.?)(?::(\d{1,5}))?((?:;[^?\s]*)?)(?:\?\S*)?$/i;
const TEL_URI = /^tel:([+0-9*#().a-d-]+)((?:;\S*)?)$/i;

/** Null for what is none, or of another scheme. */
export function parseUri(text: string): SipUri | null {
  const tel = TEL_URI.exec(text);
  if (tel) return { scheme: 'tel', user: tel[1] ?? '', host: '', port: null, params: paramsOf(tel[2]) };
  const sip = SIP_URI.exec(text);
  if (!sip) return null;
  const user = unescapeUser((sip[2] ?? '').split(/[:;]/)[0] ?? '');
  const port = sip[4] === undefined ? null : Number(sip[4]);
  if (user === null || (port !== null && (port === 0 || port > 65_535))) return null;
  const host = (sip[3] ?? '').toLowerCase().replace(/^\[|\]$/g, '');
  return { scheme: sip[1]?.toLowerCase() === 'sips' ? 'sips' : 'sip', user, host, port, params: paramsOf(sip[5]) };
}

function unescapeUser(user: string): string | null {
  if (/%(?![0-9a-f]{2})/i.test(user)) return null;
  const plain = user.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  // Control characters have no business in a number, and a line break in a header would be one of an attacker's making.
  return [...plain].some((char) => char < ' ' || char === '\u007f') ? null : plain;
}

function paramsOf(text: string | undefined): Map<string, string> {
  const pairs = (text ?? '').split(';').filter((part) => part !== '');
  return new Map(
    pairs.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}

/** What stands in From, To and Contact: `"Name" <uri>;tag=x`, or a bare URI. Null where it is neither. */
export function parseNameAddr(value: string): NameAddr | null {
  const bracketed = /^(?:"(?:[^"\\]|\\.)*"|[^<>",;@:]*)\s*<([^<>\s]*)>\s*((?:;[^<>]*)?)$/.exec(value);
  const [uriText, rest] = bracketed ? [bracketed[1] ?? '', bracketed[2] ?? ''] : splitBare(value);
  const uri = parseUri(uriText);
  if (!uri) return null;
  const tag = paramsOf(rest).get('tag') ?? null;
  return tag === '' || (tag !== null && !/^[A-Za-z0-9.!%*_+`'~-]+$/.test(tag)) ? null : { uri, tag };
}

/** Without brackets, parameters are the field's and not the URI's (RFC 3261 §20). */
function splitBare(value: string): [string, string] {
  const at = value.indexOf(';');
  return at < 0 ? [value.trim(), ''] : [value.slice(0, at).trim(), value.slice(at)];
}

/** The tag in a field such as To; null where there is none. */
export const tagOf = (message: SipMessage, name: string): string | null =>
  parseNameAddr(headerOf(message, name) ?? '')?.tag ?? null;
