import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import { familyOf, type IpFamily } from '../sip/flow.ts';
import { readCrypto, renderCrypto, type TaggedKey } from './crypto-attribute.ts';

/** What telephones speak, 8 kHz and 64 kbit/s each (G.711). */
export type Codec = 'PCMU' | 'PCMA';
/** Seen from who says it. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What one end says of the sound it sends and takes. */
export interface SoundDescription {
  /** Null where it is 0.0.0.0 or ::, which older telephones hold calls with (RFC 3264 §8.4). */
  readonly address: string | null;
  readonly port: number;
  /** In the order of their liking; at least one. */
  readonly codecs: readonly { readonly codec: Codec; readonly payloadType: number }[];
  /** The payload type of digits (RFC 4733); null where they are not taken. */
  readonly digits: number | null;
  readonly direction: Direction;
  /** What they encrypt by; null where they do not. */
  readonly crypto: TaggedKey | null;
  /** All that was offered, line by line, as each has to be answered in its place (RFC 3264 §6). */
  readonly lines: readonly MediaLine[];
}

interface MediaLine {
  readonly text: string;
  /** Whether it is the sound that is described here. */
  readonly chosen: boolean;
}

export type ReadSdp =
  { readonly ok: true; readonly description: SoundDescription } | { readonly ok: false; readonly why: string };

/**
 * Whether sound is encrypted:
 * - `never`: not ours and not theirs.
 * - `offered`: where they offer it.
 * - `required`: always.
 */
export type Encryption = 'never' | 'offered' | 'required';

/** What of another end's sound can be talked over. */
export interface SoundTerms {
  readonly encryption: Encryption;
  /** Of what families the address may be that it is sent to. */
  readonly families: readonly IpFamily[];
}

/** How long a session description may be, in characters. */
export const MAX_SDP_CHARS = 16_384;
/** How many media lines it may have. */
export const MAX_MEDIA_LINES = 16;

const DIRECTIONS: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
const isDirection = (text: string): text is Direction => DIRECTIONS.includes(text);
/** RFC 3551 §6: payload types that need no rtpmap. */
const STATIC: Readonly<Record<number, Codec>> = { 0: 'PCMU', 8: 'PCMA' };
const bad = (why: string): ReadSdp => ({ ok: false, why });

interface Section {
  readonly media: string | null;
  readonly fields: readonly (readonly [string, string])[];
}

/**
 * Reads what a telephone offers or answers. Not `ok` where there is no sound in it that we could talk over, and why. Where it offers sound in the clear
 * and encrypted, it is the latter, unless that is never taken.
 */
export function readSdp(text: string, terms: SoundTerms): ReadSdp {
  if (text.length > MAX_SDP_CHARS) return bad('too long');
  const sections = cut(text);
  if (typeof sections === 'string') return bad(sections);
  const [session, ...media] = sections;
  if (!session || session.fields[0]?.[0] !== 'v' || session.fields[0][1] !== '0') return bad('no session description');
  if (media.length > MAX_MEDIA_LINES) return bad('too many media');
  const sounds = media.map((section) => readSound(section, session, terms));
  const usable = sounds.filter((sound) => typeof sound !== 'string');
  const best = usable.find(({ crypto }) => crypto !== null) ?? usable[0];
  if (!best) return bad(sounds.findLast((why) => typeof why === 'string') ?? 'no sound in it');
  const lines = media.map(({ media: text }, at) => ({ text: text ?? '', chosen: sounds[at] === best }));
  return { ok: true, description: { ...best, lines } };
}

function cut(text: string): readonly Section[] | string {
  const sections: { media: string | null; fields: [string, string][] }[] = [{ media: null, fields: [] }];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line === '') continue;
    const field = /^([a-z])=(.*)$/.exec(line);
    if (!field) return 'a line that is no field';
    const [, name = '', value = ''] = field;
    if (name === 'm') sections.push({ media: value, fields: [] });
    else sections.at(-1)?.fields.push([name, value]);
  }
  return sections;
}

function readSound(
  section: Section,
  session: Section,
  { encryption, families }: SoundTerms,
): Omit<SoundDescription, 'lines'> | string {
  const match = /^audio (\d{1,5})(?:\/\d+)? (\S+) ((?:\d{1,3} ?)+)$/.exec(section.media ?? '');
  if (!match) return 'no sound in it';
  const crypto = cryptoOf(section, match[2] ?? '', encryption);
  if (typeof crypto === 'string') return crypto;
  const port = Number(match[1]);
  if (port === 0 || port > 65_535) return 'no port';
  const address = addressOf(section, session);
  if (address === undefined) return 'no address';
  if (address !== null && !families.includes(familyOf(address))) return `IPv${familyOf(address)} is not spoken`;
  const formats = (match[3] ?? '').trim().split(' ').map(Number);
  const codecs = formats.flatMap((payloadType) => {
    const codec = codecOf(section, payloadType);
    return codec ? [{ codec, payloadType }] : [];
  });
  if (codecs.length === 0) return 'neither PCMU nor PCMA';
  const digits = formats.find((type) => mapOf(section, type)?.toLowerCase() === 'telephone-event/8000') ?? null;
  const direction = directionOf(section) ?? directionOf(session) ?? 'sendrecv';
  return { address, port, codecs, digits, direction, crypto };
}

/** By which key, of those that we can use the first (RFC 4568 §5.1.2); null in the clear; or why it is not spoken like that. */
function cryptoOf(section: Section, profile: string, encryption: Encryption): TaggedKey | string | null {
  if (profile === 'RTP/AVP') return encryption === 'required' ? 'sound has to be encrypted' : null;
  if (profile !== 'RTP/SAVP' || encryption === 'never') {
    return `${profile.replace(/[^\w/]/g, '').slice(0, 20)} is not spoken`;
  }
  const offered = attributes(section).flatMap((each) => (each.startsWith('crypto:') ? [each.slice(7)] : []));
  return offered.map(readCrypto).find((key) => key !== null) ?? 'no key that could be used';
}

const attributes = ({ fields }: Section): string[] => fields.flatMap(([name, value]) => (name === 'a' ? [value] : []));

const directionOf = (section: Section): Direction | undefined => attributes(section).find<Direction>(isDirection);

function mapOf(section: Section, payloadType: number): string | null {
  const map = attributes(section).find((each) => each.startsWith(`rtpmap:${payloadType} `));
  return map?.slice(map.indexOf(' ') + 1).trim() ?? null;
}

function codecOf(section: Section, payloadType: number): Codec | null {
  const map = mapOf(section, payloadType);
  if (map === null) return STATIC[payloadType] ?? null;
  if (/^PCMU\/8000(\/1)?$/i.test(map)) return 'PCMU';
  return /^PCMA\/8000(\/1)?$/i.test(map) ? 'PCMA' : null;
}

/** Undefined where there is none that a packet could be sent to. */
function addressOf(section: Section, session: Section): string | null | undefined {
  const field = [...section.fields, ...session.fields].find(([name]) => name === 'c')?.[1] ?? '';
  const match = /^IN IP([46]) (\S+)$/.exec(field);
  const address = match?.[2] ?? '';
  if (match?.[1] === '4' && isIPv4(address)) {
    if (address === '0.0.0.0') return null;
    return Number(address.split('.')[0]) >= 224 ? undefined : address;
  }
  if (match?.[1] === '6' && isIPv6(address)) {
    if (address === '::') return null;
    // As packets have it, whichever way it was written.
    return /^ff/i.test(address) ? undefined : new SocketAddress({ address, family: 'ipv6' }).address;
  }
  return undefined;
}

interface OwnSound {
  readonly address: string;
  readonly port: number;
  readonly sessionId: string;
  readonly version: number;
  readonly direction: Direction;
  /** What we encrypt by. */
  readonly crypto: TaggedKey | null;
}

/** What we take: both codecs, the one of more of the world first, and digits. */
const OFFER: { readonly codecs: SoundDescription['codecs']; readonly digits: number } = {
  codecs: [
    { codec: 'PCMU', payloadType: 0 },
    { codec: 'PCMA', payloadType: 8 },
  ],
  digits: 101,
};

export const offerSdp = (own: OwnSound): string => render(own, [soundLines(own, OFFER)]);

/** Answers an offer: its first codec of ours, digits where it takes them, and no to everything else in it. */
export function answerSdp(own: OwnSound, offer: SoundDescription): string {
  const chosen = { codecs: offer.codecs.slice(0, 1), digits: offer.digits };
  return render(
    own,
    offer.lines.map(({ text, chosen: ours }) => (ours ? soundLines(own, chosen) : [`m=${refused(text)}`])),
  );
}

/** The same line with port 0. */
const refused = (line: string): string => line.replace(/^(\S+) \S+/, '$1 0');

function soundLines(own: OwnSound, { codecs, digits }: Pick<SoundDescription, 'codecs' | 'digits'>): string[] {
  const formats = [...codecs.map(({ payloadType }) => payloadType), ...(digits === null ? [] : [digits])];
  return [
    `m=audio ${own.port} ${own.crypto ? 'RTP/SAVP' : 'RTP/AVP'} ${formats.join(' ')}`,
    ...(own.crypto ? [renderCrypto(own.crypto)] : []),
    ...codecs.map(({ codec, payloadType }) => `a=rtpmap:${payloadType} ${codec}/8000`),
    ...(digits === null ? [] : [`a=rtpmap:${digits} telephone-event/8000`, `a=fmtp:${digits} 0-15`]),
    'a=ptime:20',
    `a=${own.direction}`,
  ];
}

function render(own: OwnSound, media: readonly (readonly string[])[]): string {
  const where = `IN IP${familyOf(own.address)} ${own.address}`;
  const session = ['v=0', `o=- ${own.sessionId} ${own.version} ${where}`, 's=-', `c=${where}`, 't=0 0'];
  return `${[...session, ...media.flat()].join('\r\n')}\r\n`;
}

/** What we say of our own direction, given theirs and whether we hold (RFC 3264 §6.1). */
export function answeringDirection(theirs: Direction, holding: boolean): Direction {
  const weHear = !holding && (theirs === 'sendrecv' || theirs === 'sendonly');
  const weSpeak = theirs === 'sendrecv' || theirs === 'recvonly';
  if (weHear) return weSpeak ? 'sendrecv' : 'recvonly';
  return weSpeak ? 'sendonly' : 'inactive';
}
