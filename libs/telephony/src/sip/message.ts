/** One header field. Names are in lower case and in their long form; a value is one line. */
export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  /** As it was sent: `SIP/2.0`, or what we do not speak. */
  readonly version: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly phrase: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

/** How large a message may be, in bytes. UDP carries no more, and a stream that promises more is cut. */
export const MAX_MESSAGE_BYTES = 65_535;
/** How many header fields a message may have. */
export const MAX_HEADERS = 200;

/** RFC 3261 §7.3.3, and the registered ones since. */
const COMPACT: ReadonlyMap<string, string> = new Map([
  ['a', 'accept-contact'],
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['d', 'request-disposition'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['j', 'reject-contact'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
]);

/** Of a header name in lower case. */
export const longName = (name: string): string => COMPACT.get(name) ?? name;
const TOKEN = /^[A-Za-z0-9.!%*_+`'~-]+$/;
const REQUEST_LINE = /^([A-Za-z0-9.!%*_+`'~-]+) (\S+) (SIP\/\d+\.\d+)$/i;
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i;

/**
 * Reads a message, leniently: what the start line and the header lines say, not whether it is right. Null for what cannot even be
 * answered: no start line, no end of the headers, too much of it, or a line that is no header.
 */
export function parseMessage(text: string): SipMessage | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0 || text.length > MAX_MESSAGE_BYTES) return null;
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = parseHeaders(lines);
  if (!headers) return null;
  const body = text.slice(end + 4);
  const status = STATUS_LINE.exec(start);
  if (status) return { kind: 'response', status: Number(status[1]), phrase: status[2] ?? '', headers, body };
  const request = REQUEST_LINE.exec(start);
  if (!request) return null;
  const [, method = '', uri = '', version = ''] = request;
  return { kind: 'request', method, uri, version: version.toUpperCase(), headers, body };
}

function parseHeaders(lines: readonly string[]): SipHeader[] | null {
  const headers: SipHeader[] = [];
  for (const line of unfold(lines)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (!TOKEN.test(name)) return null;
    headers.push({ name: longName(name), value: line.slice(colon + 1).trim() });
    if (headers.length > MAX_HEADERS) return null;
  }
  return headers;
}

/** A line that begins with a blank goes on where the one before it ended (RFC 3261 §7.3.1). */
function unfold(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    if (/^[ \t]/.test(line) && whole.length > 0) whole[whole.length - 1] += ` ${line.trim()}`;
    else whole.push(line);
  }
  return whole;
}

/** The first field of that name; null where there is none. */
export const headerOf = (message: SipMessage, name: string): string | null =>
  message.headers.find((header) => header.name === name)?.value ?? null;

export const headersOf = (message: SipMessage, name: string): string[] =>
  message.headers.filter((header) => header.name === name).map(({ value }) => value);

/** The values of a list header, whether they stand in one field or in many. Commas within quotes or brackets are no separators. */
export const listOf = (message: SipMessage, name: string): string[] => headersOf(message, name).flatMap(splitList);

function splitList(value: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at];
    if (quoted && char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === '<') depth += 1;
    else if (!quoted && char === '>') depth -= 1;
    else if (!quoted && depth <= 0 && char === ',') {
      parts.push(value.slice(from, at).trim());
      from = at + 1;
    }
  }
  parts.push(value.slice(from).trim());
  return parts.filter((part) => part !== '');
}

/** The same message with these header fields in the place of those of their names; null takes a field away. */
export function withHeaders<Message extends SipMessage>(
  message: Message,
  changes: Readonly<Record<string, string | readonly string[] | null>>,
): Message {
  const kept = message.headers.filter(({ name }) => !Object.hasOwn(changes, name));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    (value === null ? [] : typeof value === 'string' ? [value] : value).map((each) => ({ name, value: each })),
  );
  // Via first: who reads a message in a hurry looks for it on top (RFC 3261 §7.3.1).
  return {
    ...message,
    headers: [...added.filter(({ name }) => name === 'via'), ...kept, ...added.filter(({ name }) => name !== 'via')],
  };
}

/** As it goes out; the length of the body is counted here. */
export function serialise(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.phrase}`;
  const lines = message.headers
    .filter(({ name }) => name !== 'content-length')
    .map(({ name, value }) => `${titled(name)}: ${value}`);
  return [start, ...lines, `Content-Length: ${Buffer.byteLength(message.body)}`, '', message.body].join('\r\n');
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['call-id', 'Call-ID'],
  ['cseq', 'CSeq'],
  ['www-authenticate', 'WWW-Authenticate'],
  ['rseq', 'RSeq'],
  ['rack', 'RAck'],
  ['min-se', 'Min-SE'],
]);

const titled = (name: string): string =>
  IRREGULAR.get(name) ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** Null where it is none, or the number is 2^31 or more (RFC 3261 §8.1.1.5). */
export function cseqOf(message: SipMessage): CSeq | null {
  const match = /^(\d{1,10})[ \t]+([A-Za-z0-9.!%*_+`'~-]+)$/.exec(headerOf(message, 'cseq') ?? '');
  const number = Number(match?.[1]);
  return match?.[2] && number < 2 ** 31 ? { number, method: match[2] } : null;
}
