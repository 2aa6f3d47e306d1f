import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Digit } from '@meets/meet-domain';
import type { Codec, SoundDescription } from '../sdp/sound-description.ts';
import { DigitsIn, DigitsOut, SAMPLES_PER_TICK } from './digits.ts';
import { Latch } from './latch.ts';
import { parseRtp, renderRtp, type RtpPacket } from './packet.ts';
import type { PortRange } from './port-range.ts';
import type { Ticker } from './ticker.ts';

/** How many ports are tried before a call is told that there is none: another program may sit on some. */
export const PORT_ATTEMPTS = 10;
/** How many digits may wait to be pressed; more are refused. */
export const MAX_DIGITS_WAITING = 64;
/** Quietest sound there is, as each codec has it (G.711). */
const SILENCE: Readonly<Record<Codec, number>> = { PCMU: 0xff, PCMA: 0xd5 };

/** What a call hears from its sound. Called at once; must not throw. */
export interface SoundEars {
  digit(digit: Digit): void;
  /** Nothing has been heard for `lostMs`. */
  lost(): void;
  /** Nothing has been heard for `timeoutMs`. */
  timedOut(): void;
}

export interface SoundSettings {
  /** The address to listen on, and the one to name in descriptions where they differ. */
  readonly host: string;
  readonly advertisedHost?: string;
  readonly lostMs: number;
  readonly timeoutMs: number;
}

export interface SoundParts {
  readonly settings: SoundSettings;
  readonly ears: SoundEars;
  readonly ticker: Ticker;
}

/** How a call's sound goes on. `null`: it takes a rest, as while it is on hold or has not begun. */
interface Talk {
  readonly codec: Codec;
  readonly payloadType: number;
  readonly digits: number | null;
  readonly speaks: boolean;
  readonly hears: boolean;
}

/** Where a call's sound ends: one UDP port, which listens, speaks every 20 ms and notices silence. */
export class SoundEndpoint {
  private readonly latch = new Latch();
  private readonly digitsIn = new DigitsIn();
  private readonly digitsOut = new DigitsOut();
  private readonly ssrc = randomInt(2 ** 32 - 1);
  private sequence = randomInt(2 ** 16);
  private timestamp = randomInt(2 ** 32 - 1);
  private talk: Talk | null = null;
  private heardAt = 0;
  private warned = false;
  private leave: (() => void) | null = null;
  private socket: Socket | null = null;
  private readonly release: () => void;
  private readonly parts: SoundParts;
  readonly port: number;

  constructor(socket: Socket, release: () => void, parts: SoundParts) {
    this.socket = socket;
    this.release = release;
    this.port = socket.address().port;
    this.parts = parts;
    socket.on('message', (bytes, { address, port }) => this.receive(bytes, { address, port }));
    // What ICMP tells of an end that does not listen is what the watchdog is for.
    socket.on('error', () => undefined);
  }

  get address(): string {
    return this.parts.settings.advertisedHost ?? this.parts.settings.host;
  }

  /** What was agreed on. From the first time on it speaks and listens; `speaks` and `hears` are ours. */
  agree(theirs: SoundDescription, speaks: boolean, hears: boolean): void {
    const [first] = theirs.codecs;
    if (!first || !this.socket) return;
    this.latch.describe(theirs.address === null ? null : { address: theirs.address, port: theirs.port });
    // Silence is counted from when there is something to be heard.
    if (hears && !this.talk?.hears) this.heardAt = performance.now();
    this.talk = { ...first, digits: theirs.digits, speaks, hears };
    this.leave ??= this.parts.ticker.join(() => this.tick());
  }

  /** False where the other end takes none, or too many wait. Resolves once the last is on its way. */
  async press(digits: readonly Digit[]): Promise<boolean> {
    if (this.talk === null || this.talk.digits === null) return false;
    if (this.digitsOut.length + digits.length > MAX_DIGITS_WAITING) return false;
    await this.digitsOut.press(digits);
    return true;
  }

  /** Safe to call twice. The port rests before another call gets it. */
  close(): void {
    if (!this.socket) return;
    this.leave?.();
    this.leave = null;
    this.digitsOut.drop();
    this.socket.close();
    this.socket = null;
    this.release();
  }

  private receive(bytes: Buffer, source: { readonly address: string; readonly port: number }): void {
    const packet = parseRtp(bytes);
    const now = performance.now();
    if (!packet || !this.talk || !this.isKnown(packet) || !this.latch.admit(packet, source, now)) return;
    this.heardAt = now;
    this.warned = false;
    if (packet.payloadType !== this.talk.digits) return;
    const digit = this.digitsIn.hear(packet);
    if (digit !== null) this.parts.ears.digit(digit);
  }

  private isKnown({ payloadType }: RtpPacket): boolean {
    return payloadType === this.talk?.payloadType || payloadType === this.talk?.digits;
  }

  private tick(): void {
    this.watch();
    if (!this.talk?.speaks) return;
    const { codec, payloadType, digits } = this.talk;
    const frames = digits === null ? null : this.digitsOut.next();
    if (frames) {
      for (const { payload, marker, ticksAgo } of frames) {
        const timestamp = this.timestamp - ticksAgo * SAMPLES_PER_TICK;
        this.send({ payloadType: digits ?? payloadType, marker, timestamp, payload });
      }
    } else {
      const payload = Buffer.alloc(SAMPLES_PER_TICK, SILENCE[codec]);
      this.send({ payloadType, marker: false, timestamp: this.timestamp, payload });
    }
    this.timestamp = (this.timestamp + SAMPLES_PER_TICK) >>> 0;
  }

  private send(packet: Omit<RtpPacket, 'sequence' | 'ssrc'>): void {
    const target = this.latch.target();
    if (!target) return;
    this.sequence = (this.sequence + 1) & 0xffff;
    const bytes = renderRtp({ ...packet, sequence: this.sequence, ssrc: this.ssrc });
    this.socket?.send(bytes, target.port, target.address, () => undefined);
  }

  private watch(): void {
    if (!this.talk?.hears) return;
    const { lostMs, timeoutMs } = this.parts.settings;
    const silentMs = performance.now() - this.heardAt;
    if (silentMs >= lostMs && !this.warned) {
      this.warned = true;
      this.parts.ears.lost();
    }
    if (silentMs >= timeoutMs) this.parts.ears.timedOut();
  }
}

/** Opens one on a free port of the range. Null where there is none. */
export async function openSoundEndpoint(ports: PortRange, parts: SoundParts): Promise<SoundEndpoint | null> {
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    const port = ports.take();
    if (port === null) return null;
    const socket = await bound(parts.settings.host, port);
    if (socket) return new SoundEndpoint(socket, () => ports.release(port), parts);
    ports.release(port);
  }
  return null;
}

async function bound(host: string, port: number): Promise<Socket | null> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  try {
    socket.bind(port, host);
    await once(socket, 'listening');
    return socket;
  } catch {
    socket.close();
    return null; // Another program has it.
  }
}
