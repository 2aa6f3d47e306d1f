import { SAMPLES_PER_TICK } from './digits.ts';
import type { Samples } from './g711.ts';
import { JitterBuffer, LONGEST_PACKET_MS } from './jitter-buffer.ts';
import type { RtpPacket } from './packet.ts';

/** How many packets in a row have to come from another source before it is taken for the one who speaks now. */
export const PACKETS_OF_ANOTHER_SOURCE = 2;

/** Turns packets into sound. What it cannot read, it conceals. */
export interface SoundDecoder {
  /** How far the packets' clock goes while one sample of 8 kHz is played. */
  readonly ticksPerSample: number;
  /** How much sound a packet is, in samples of 8 kHz; 0 where it is none. */
  samplesIn(payload: Buffer): number;
  decode(payloadType: number, payload: Buffer): Samples;
  /** Sound for what is missing; `next` is what follows at once, where it is known. Null once it is silence. */
  conceal(samples: number, next: Buffer | null): Samples | null;
}

/** What one source of packets sounds like, 20 ms at a time, whatever the network does to it. */
export class Playout {
  private readonly decoder: SoundDecoder;
  private readonly buffer: JitterBuffer;
  private readonly ready = new Int16Array(2 * SAMPLES_PER_TICK + LONGEST_PACKET_MS * 8);
  private length = 0;
  /** How many of the samples that are ready, from their end back, are silence that nobody sent. */
  private silent = 0;
  private ssrc: number | null = null;
  private other: { readonly ssrc: number; readonly count: number } | null = null;

  constructor(decoder: SoundDecoder) {
    this.decoder = decoder;
    this.buffer = new JitterBuffer(decoder.ticksPerSample);
  }

  get counts(): JitterBuffer['counts'] {
    return this.buffer.counts;
  }

  get delayMs(): number {
    return this.buffer.delayMs;
  }

  put({ ssrc, timestamp, payloadType, payload }: RtpPacket, nowMs: number): void {
    if (!this.isWhoSpeaks(ssrc)) return;
    this.buffer.put({ timestamp, payloadType, payload, samples: this.decoder.samplesIn(payload) }, nowMs);
  }

  /** The next 20 ms; null where there is nothing to be heard. To be asked once a tick. */
  pull(nowMs: number): Samples | null {
    const hurries = this.buffer.isDeep();
    this.fill(hurries ? 2 * SAMPLES_PER_TICK : SAMPLES_PER_TICK, nowMs);
    if (this.silent >= this.length) {
      this.length = 0;
      this.silent = 0;
      return null;
    }
    const frame = this.shift();
    return hurries ? blended(frame, this.shift()) : frame;
  }

  /** RFC 3550 §8.2: a source may change its SSRC; a stray packet does not change the source. */
  private isWhoSpeaks(ssrc: number): boolean {
    if (this.ssrc === null || this.ssrc === ssrc) {
      this.ssrc = ssrc;
      this.other = null;
      return true;
    }
    const count = this.other?.ssrc === ssrc ? this.other.count + 1 : 1;
    this.other = { ssrc, count };
    if (count < PACKETS_OF_ANOTHER_SOURCE) return false;
    this.ssrc = ssrc;
    this.other = null;
    this.buffer.restart();
    return true;
  }

  private fill(wanted: number, nowMs: number): void {
    while (this.length < wanted) {
      const next = this.buffer.take(wanted - this.length, nowMs);
      if (next.is === 'packet') {
        this.append(this.decoder.decode(next.packet.payloadType, next.packet.payload));
        continue;
      }
      const count = next.is === 'missing' ? next.samples : wanted - this.length;
      const following = next.is === 'missing' ? (next.next?.payload ?? null) : null;
      const made = this.decoder.conceal(count, following);
      this.append(made ?? new Int16Array(count), made === null);
    }
  }

  private append(samples: Samples, silent = false): void {
    this.ready.set(samples, this.length);
    this.length += samples.length;
    this.silent = silent ? this.silent + samples.length : 0;
  }

  private shift(): Samples {
    const frame = this.ready.slice(0, SAMPLES_PER_TICK);
    this.ready.copyWithin(0, SAMPLES_PER_TICK, this.length);
    this.length -= SAMPLES_PER_TICK;
    this.silent = Math.min(this.silent, this.length);
    return frame;
  }
}

/** Two frames in the time of one, the one passing into the other. */
function blended(one: Samples, other: Samples): Samples {
  return one.map((sample, n) => {
    const share = (n + 1) / (one.length + 1);
    return Math.round(sample * (1 - share) + (other[n] ?? 0) * share);
  });
}
