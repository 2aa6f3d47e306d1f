import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Digit } from '@meets/meet-domain';
import type { Codec, SoundDescription } from '../sdp/sound-description.ts';
import { addressLookup } from './address-lookup.ts';
import { DigitsIn, DigitsOut } from './digits.ts';
import { G711Decoder } from './g711-decoder.ts';
import { encodeG711, type Samples, SILENT_TICK } from './g711.ts';
import { Latch } from './latch.ts';
import { parseRtp } from './packet.ts';
import { Playout } from './playout.ts';
import type { PortRange } from './port-range.ts';
import type { RoomOutlet } from './room-outlet.ts';
import { RtpStream, type Stamped } from './rtp-stream.ts';
import { type SilenceEars, type SilenceLimits, SilenceWatch } from './silence-watch.ts';
import { Scrambler } from './scrambler.ts';
import type { SrtpCounts } from './srtp.ts';
import type { SrtpKey } from './srtp-keys.ts';

/** How many ports are tried before a call is told that there is none: another program may sit on some. */
export const PORT_ATTEMPTS = 10;
/** How many digits may wait to be pressed; more are refused. */
export const MAX_DIGITS_WAITING = 64;

/** What a call hears from its sound. Called at once; must not throw. */
export interface SoundEars extends SilenceEars {
  digit(digit: Digit): void;
}

export interface SoundParts {
  /** The address to listen on. */
  readonly host: string;
  readonly limits: SilenceLimits;
  readonly ears: SoundEars;
  /** What time it is, in ms, by a clock that is never set. */
  readonly now: () => number;
}

/** Our part of what was agreed on. */
export interface OwnPart {
  readonly speaks: boolean;
  readonly hears: boolean;
  /** True: the other end is on hold, and is sent silence: what is said in its room meanwhile is not for it. */
  readonly quiet: boolean;
  /** What we encrypt by; null in the clear. The other end's key stands in its description. */
  readonly key: SrtpKey | null;
}

/** How a call's sound goes on. `null`: it takes a rest, as while it is on hold or has not begun. */
interface Talk {
  /** What the other end likes best, which is what it is sent. */
  readonly codec: Codec;
  readonly payloadType: number;
  readonly codecs: ReadonlyMap<number, Codec>;
  readonly digits: number | null;
  readonly speaks: boolean;
  readonly hears: boolean;
  readonly quiet: boolean;
}

/** Where a call's sound ends: one UDP port, which listens, notices silence, and hears and speaks 20 ms at a time, when it is told to. */
export class SoundEndpoint {
  private readonly latch = new Latch();
  private readonly digitsIn = new DigitsIn();
  private readonly digitsOut = new DigitsOut();
  private readonly stream = new RtpStream();
  private readonly playout = new Playout(new G711Decoder((type) => this.talk?.codecs.get(type) ?? null));
  private readonly scrambler = new Scrambler();
  private readonly watch: SilenceWatch;
  private talk: Talk | null = null;
  private outlet: RoomOutlet | null = null;
  private socket: Socket | null = null;
  private readonly release: () => void;
  private readonly parts: SoundParts;
  readonly port: number;

  constructor(socket: Socket, release: () => void, parts: SoundParts) {
    this.socket = socket;
    this.release = release;
    this.port = socket.address().port;
    this.parts = parts;
    this.watch = new SilenceWatch(parts.limits, parts.ears);
    socket.on('message', (bytes, { address, port }) => this.receive(bytes, { address, port }));
    // What ICMP tells of an end that does not listen is what the watchdog is for.
    socket.on('error', () => undefined);
  }

  /** What happened to the packets that came. */
  get counts(): Readonly<Playout['counts'] & SrtpCounts> {
    return { ...this.playout.counts, ...this.scrambler.counts };
  }

  /** What the other end is sent; null before anything was agreed on. */
  get codec(): Codec | null {
    return this.talk?.codec ?? null;
  }

  /** What was agreed on. From the first time on it speaks and listens. */
  agree(theirs: SoundDescription, { speaks, hears, quiet, key }: OwnPart): void {
    const [first] = theirs.codecs;
    if (!first || !this.socket) return;
    this.latch.describe(theirs.address === null ? null : { address: theirs.address, port: theirs.port });
    this.watch.expect(hears, this.parts.now());
    this.scrambler.agree(key, theirs.crypto);
    const codecs = new Map(theirs.codecs.map(({ payloadType, codec }) => [payloadType, codec]));
    this.talk = { ...first, codecs, digits: theirs.digits, speaks, hears, quiet };
  }

  /** What is heard goes there from now on; what it went to before is closed. Null: nowhere. */
  passOn(outlet: RoomOutlet | null): void {
    this.outlet?.close();
    this.outlet = outlet;
    if (!this.socket) this.outlet?.close();
  }

  /** To which port of this machine; nothing is passed on before. */
  sendTo(port: number): void {
    this.outlet?.sendTo(port);
  }

  /** What is heard in this tick, which is passed on; null for nothing. To be asked once a tick, and answered by {@link speak}. */
  hear(): Samples | null {
    if (!this.talk) return null;
    const now = this.parts.now();
    this.watch.look(now);
    const samples = this.playout.pull(now);
    const heard = this.talk.hears ? samples : null;
    this.outlet?.send(heard);
    return heard;
  }

  /** What the other end is to hear in this tick, unless it is held or hears a digit; null for silence. */
  speak(samples: Samples | null): void {
    if (!this.talk?.speaks) return;
    const { codec, payloadType, digits, quiet } = this.talk;
    const said = quiet ? null : samples;
    const pressed = digits === null ? null : this.digitsOut.next();
    if (digits !== null && pressed) for (const frame of pressed) this.send({ payloadType: digits, ...frame });
    else this.send({ payloadType, payload: said ? encodeG711(codec, said) : SILENT_TICK[codec] });
    this.stream.tick();
  }

  /** False where the other end takes none, too many wait, or it is closed. Resolves once the last is on its way. */
  async press(digits: readonly Digit[]): Promise<boolean> {
    if (!this.socket || this.talk === null || this.talk.digits === null) return false;
    if (this.digitsOut.length + digits.length > MAX_DIGITS_WAITING) return false;
    await this.digitsOut.press(digits);
    return true;
  }

  /** Safe to call twice. The port rests before another call gets it. */
  close(): void {
    if (!this.socket) return;
    this.digitsOut.drop();
    this.outlet?.close();
    this.socket.close();
    this.socket = null;
    this.release();
  }

  private receive(bytes: Buffer, source: { readonly address: string; readonly port: number }): void {
    const plain = this.scrambler.unprotect(bytes);
    const packet = plain && parseRtp(plain);
    const now = this.parts.now();
    if (!packet || !this.isKnown(packet.payloadType) || !this.latch.admit(packet, source, now)) return;
    this.watch.heard(now);
    if (packet.payloadType !== this.talk?.digits) return this.playout.put(packet, now);
    const digit = this.digitsIn.hear(packet);
    if (digit !== null) this.parts.ears.digit(digit);
  }

  private isKnown(payloadType: number): boolean {
    return this.talk !== null && (this.talk.codecs.has(payloadType) || payloadType === this.talk.digits);
  }

  private send(stamped: Stamped): void {
    const target = this.latch.target();
    if (!target) return;
    this.socket?.send(this.scrambler.protect(this.stream.stamp(stamped)), target.port, target.address);
  }
}

/** Opens one on a free port of the range. Null where there is none. */
export async function openSoundEndpoint(ports: PortRange, parts: SoundParts): Promise<SoundEndpoint | null> {
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    const port = ports.take();
    if (port === null) return null;
    const socket = await bound(parts.host, port);
    if (socket) return new SoundEndpoint(socket, () => ports.release(port), parts);
    ports.release(port);
  }
  return null;
}

async function bound(host: string, port: number): Promise<Socket | null> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', ipv6Only: isIPv6(host), lookup: addressLookup });
  try {
    // It listens at once: nothing has to be looked up.
    const listening = once(socket, 'listening');
    socket.bind(port, host);
    await listening;
    return socket;
  } catch {
    socket.close();
    return null; // Another program has it.
  }
}
