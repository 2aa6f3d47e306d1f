import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { headerBytes, sequenceDistance } from './packet.ts';
import { type SessionKeys, sessionKeysOf, type SrtpKey, TAG_BYTES } from './srtp-keys.ts';

/** How far back a packet may come and still be heard, in packets: what is older could not be told from one that is sent again (RFC 3711 §3.3.2). */
export const REPLAY_WINDOW = 128;
/** How many SSRCs may speak by one key; none is forgotten while the key is used, or its packets could be played again. */
export const MAX_STREAMS_OF_A_KEY = 32;

const ROUND = 0x1_0000;

/** Encrypts and signs a stream of ours (RFC 3711). */
export class SrtpSender {
  private readonly keys: SessionKeys;
  private readonly tagBytes: number;
  private previous: number | null = null;
  /** How often the sequence number has gone round. */
  private rounds = 0;

  constructor(key: SrtpKey) {
    this.keys = sessionKeysOf(key);
    this.tagBytes = TAG_BYTES[key.suite];
  }

  /** `packet`: an RTP packet of ours; each follows the one before it. */
  protect(packet: Buffer): Buffer {
    const sequence = packet.readUInt16BE(2);
    if (this.previous !== null && sequence < this.previous) this.rounds += 1;
    this.previous = sequence;
    const start = headerBytes(packet) ?? packet.length;
    const payload = ciphered(this.keys, packet, start, this.rounds * ROUND + sequence);
    const sealed = Buffer.concat([packet.subarray(0, start), payload]);
    return Buffer.concat([sealed, tagOf(this.keys, sealed, this.rounds).subarray(0, this.tagBytes)]);
  }
}

/** What happened to packets that were not taken. */
export interface SrtpCounts {
  /** Whose signature is wrong: noise, or not by who has the key. */
  forged: number;
  /** Which came before, or are too old to know. */
  replayed: number;
}

interface Stream {
  /** The highest index that came: the sequence number, and how often it has gone round. */
  highest: number;
  /** By their remainder: which index came last there. */
  readonly seen: Float64Array;
}

/** Takes what the other end encrypted, once each, and nothing that somebody else did. */
export class SrtpReceiver {
  private readonly counts: SrtpCounts;
  private readonly keys: SessionKeys;
  private readonly tagBytes: number;
  private readonly streams = new Map<number, Stream>();

  /** What is not taken is counted in `counts`. */
  constructor(key: SrtpKey, counts: SrtpCounts) {
    this.keys = sessionKeysOf(key);
    this.tagBytes = TAG_BYTES[key.suite];
    this.counts = counts;
  }

  /** The RTP packet in it. Null where it is none, or not to be believed. */
  unprotect(bytes: Buffer): Buffer | null {
    const start = headerBytes(bytes);
    const end = bytes.length - this.tagBytes;
    if (start === null) return null;
    if (start > end) return this.dropped('forged');
    const [sequence, ssrc] = [bytes.readUInt16BE(2), bytes.readUInt32BE(8)];
    const stream = this.streams.get(ssrc);
    const index = stream ? indexOf(stream, sequence) : sequence;
    if (stream && cameBefore(stream, index)) return this.dropped('replayed');
    const [packet, tag] = [bytes.subarray(0, end), bytes.subarray(end)];
    const expected = tagOf(this.keys, packet, Math.max(0, Math.floor(index / ROUND))).subarray(0, this.tagBytes);
    if (index < 0 || !timingSafeEqual(expected, tag)) return this.dropped('forged');
    if (!this.note(ssrc, index)) return this.dropped('forged');
    return Buffer.concat([packet.subarray(0, start), ciphered(this.keys, packet, start, index)]);
  }

  /** False where too many have spoken by this key already. */
  private note(ssrc: number, index: number): boolean {
    let stream = this.streams.get(ssrc);
    if (!stream) {
      if (this.streams.size >= MAX_STREAMS_OF_A_KEY) return false;
      stream = { highest: index, seen: new Float64Array(REPLAY_WINDOW).fill(-1) };
      this.streams.set(ssrc, stream);
    }
    stream.highest = Math.max(stream.highest, index);
    stream.seen[index % REPLAY_WINDOW] = index;
    return true;
  }

  private dropped(why: keyof SrtpCounts): null {
    this.counts[why] += 1;
    return null;
  }
}

/** RFC 3711 §3.3.1: the index that is nearest to the highest that came. */
const indexOf = ({ highest }: Stream, sequence: number): number =>
  highest + sequenceDistance(highest % ROUND, sequence);

const cameBefore = ({ highest, seen }: Stream, index: number): boolean =>
  index >= 0 && (index <= highest - REPLAY_WINDOW || seen[index % REPLAY_WINDOW] === index);

/** RFC 3711 §4.1.1: the payload, to and fro by AES in counter mode. */
function ciphered({ encryption, salt }: SessionKeys, packet: Buffer, start: number, index: number): Buffer {
  const counter = Buffer.alloc(16);
  salt.copy(counter);
  for (let n = 0; n < 4; n += 1) counter.writeUInt8(counter.readUInt8(4 + n) ^ packet.readUInt8(8 + n), 4 + n);
  const indexed = Buffer.alloc(6);
  indexed.writeUIntBE(index, 0, 6);
  for (let n = 0; n < 6; n += 1) counter.writeUInt8(counter.readUInt8(8 + n) ^ indexed.readUInt8(n), 8 + n);
  return createCipheriv('aes-128-ctr', encryption, counter).update(packet.subarray(start));
}

/** RFC 3711 §4.2: the packet as it goes, and how often its number has gone round. */
function tagOf({ authentication }: SessionKeys, packet: Buffer, rounds: number): Buffer {
  const round = Buffer.alloc(4);
  round.writeUInt32BE(rounds);
  return createHmac('sha1', authentication).update(packet).update(round).digest();
}
