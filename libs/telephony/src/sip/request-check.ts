import { cseqOf, headerOf, headersOf, listOf, type SipRequest } from './message.ts';
import { parseNameAddr, parseUri } from './name-addr.ts';
import { branchOf, parseVia } from './via.ts';

/** What is answered to a request that is not served. */
export interface Refusal {
  readonly status: number;
  readonly phrase: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** What a phone line does. */
export const METHODS = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'UPDATE', 'NOTIFY'] as const;
/** The shortest session, in seconds, that is agreed on (RFC 4028 §4). */
export const MIN_SESSION_EXPIRES_S = 90;
/** Known, and not for a telephone. REFER among them: who calls us does not decide whom we call. PRACK among them: who requires reliable provisional responses hears 420. */
const NOT_FOR_US = new Set(['PRACK', 'REGISTER', 'SUBSCRIBE', 'MESSAGE', 'PUBLISH', 'REFER']);
/** Extensions that a caller may require. */
const EXTENSIONS = new Set(['timer']);
/** Fields of which there is exactly one. */
const SINGLE = ['from', 'to', 'call-id', 'cseq'];
const AT_MOST_ONE = ['max-forwards', 'content-length', 'content-type', 'expires'];
const CALL_ID = /^[\w.!%*+`'~()<>:\\"/[\]?{}@-]{1,256}$/;

/** Why a request is not served, before anything else looks at it; null where nothing speaks against it (RFC 3261 §8.2, §16.3). */
export function refusalOf(request: SipRequest): Refusal | null {
  if (request.version !== 'SIP/2.0') return { status: 505, phrase: 'Version Not Supported' };
  const wrong = malformed(request);
  if (wrong) return { status: 400, phrase: `Bad Request: ${wrong}` };
  if (headerOf(request, 'max-forwards') === '0' && request.method !== 'ACK') {
    return { status: 483, phrase: 'Too Many Hops' };
  }
  return unsupported(request);
}

function unsupported(request: SipRequest): Refusal | null {
  const allow = { allow: METHODS.join(', ') };
  if (NOT_FOR_US.has(request.method)) return { status: 405, phrase: 'Method Not Allowed', headers: allow };
  if (!(METHODS as readonly string[]).includes(request.method)) {
    return { status: 501, phrase: 'Not Implemented', headers: allow };
  }
  const scheme = parseUri(request.uri)?.scheme ?? null;
  if (scheme === null || scheme === 'sips') return { status: 416, phrase: 'Unsupported URI Scheme' };
  // Neither may be refused for what it requires (RFC 3261 §8.2.2.3).
  if (request.method === 'ACK' || request.method === 'CANCEL') return null;
  const unknown = listOf(request, 'require').filter((tag) => !EXTENSIONS.has(tag.toLowerCase()));
  if (unknown.length > 0) {
    return { status: 420, phrase: 'Bad Extension', headers: { unsupported: unknown.map(printable).join(', ') } };
  }
  return tooShort(request) ? TOO_SHORT : null;
}

const TOO_SHORT: Refusal = {
  status: 422,
  phrase: 'Session Interval Too Small',
  headers: { 'min-se': `${MIN_SESSION_EXPIRES_S}` },
};

/** Who does not know of session timers would not understand (RFC 4028 §9). */
function tooShort(request: SipRequest): boolean {
  const seconds = /^\d{1,8}/.exec(headerOf(request, 'session-expires') ?? '')?.[0];
  const able = listOf(request, 'supported').some((tag) => tag.toLowerCase() === 'timer');
  return able && seconds !== undefined && Number(seconds) < MIN_SESSION_EXPIRES_S;
}

const printable = (text: string): string => text.replace(/[^\w.!%*+`'~-]/g, '').slice(0, 64);

/** What is wrong with it, in a few words of ours. */
function malformed(request: SipRequest): string | null {
  for (const name of SINGLE) {
    const count = headersOf(request, name).length;
    if (count !== 1) return `${name} ${count === 0 ? 'is missing' : 'is given twice'}`;
  }
  for (const name of AT_MOST_ONE) if (headersOf(request, name).length > 1) return `${name} is given twice`;
  const vias = listOf(request, 'via');
  const top = parseVia(vias[0] ?? '');
  if (!top || vias.slice(1).some((via) => !parseVia(via))) return 'Via';
  if (!branchOf(top)) return 'branch';
  const cseq = cseqOf(request);
  if (!cseq || cseq.method !== request.method) return 'CSeq';
  if (!CALL_ID.test(headerOf(request, 'call-id') ?? '')) return 'Call-ID';
  if (!parseNameAddr(headerOf(request, 'from') ?? '')?.tag) return 'From';
  if (!parseNameAddr(headerOf(request, 'to') ?? '')) return 'To';
  return malformedNumbers(request) ?? malformedContact(request);
}

function malformedNumbers(request: SipRequest): string | null {
  const hops = headerOf(request, 'max-forwards');
  if (hops !== null && !(/^\d{1,3}$/.test(hops) && Number(hops) <= 255)) return 'Max-Forwards';
  const length = headerOf(request, 'content-length');
  if (length !== null && !(/^\d{1,7}$/.test(length) && Number(length) <= Buffer.byteLength(request.body))) {
    return 'Content-Length';
  }
  const expires = headerOf(request, 'expires');
  if (expires !== null && !/^\d{1,10}$/.test(expires)) return 'Expires';
  if (request.body !== '' && length !== '0' && headerOf(request, 'content-type') === null)
    return 'Content-Type is missing';
  return null;
}

/** Where the dialog’s later requests would go. */
function malformedContact(request: SipRequest): string | null {
  const contacts = listOf(request, 'contact');
  if (request.method === 'INVITE' && contacts.length !== 1) return 'Contact';
  const wrong = (value: string): boolean => parseNameAddr(value)?.uri.scheme !== 'sip';
  if (contacts.some(wrong)) return 'Contact';
  return listOf(request, 'record-route').some(wrong) ? 'Record-Route' : null;
}
