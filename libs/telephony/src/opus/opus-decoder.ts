import type { OpusDecoderHandle } from 'libopus-wasm';
import { FADED_OUT } from '../rtp/concealment.ts';
import type { Samples } from '../rtp/g711.ts';
import type { SoundDecoder } from '../rtp/playout.ts';
import { samplesInOpus } from './opus-packet.ts';

/**
 * A browser's packets of Opus, decoded straight to 8 kHz. What is lost libopus repairs from the packet after it (FEC), or conceals. A packet
 * that is no Opus is as good as a lost one.
 */
export class OpusDecoder implements SoundDecoder {
  /** RFC 7587 §4.1: the clock of Opus goes 48,000 times a second, whatever is sent. */
  readonly ticksPerSample = 6;
  private readonly handle: OpusDecoderHandle;
  /** How many samples were made up since the last that came; none before anything came. */
  private made = FADED_OUT;

  constructor(handle: OpusDecoderHandle) {
    this.handle = handle;
  }

  samplesIn(payload: Buffer): number {
    return samplesInOpus(payload);
  }

  decode(_: number, payload: Buffer): Samples {
    this.made = 0;
    return this.tried(() => this.handle.decode(payload), samplesInOpus(payload));
  }

  conceal(samples: number, next: Buffer | null): Samples | null {
    if (this.made >= FADED_OUT) return null;
    this.made += samples;
    return this.tried(() => {
      if (next) return this.handle.decode(next, { decodeFec: true, frameSize: samples });
      return this.handle.decodePacketLoss(samples);
    }, samples);
  }

  /** Its memory is WebAssembly's, which nobody collects. */
  close(): void {
    this.handle.free();
  }

  private tried(decode: () => Samples, samples: number): Samples {
    try {
      return decode();
    } catch {
      // What a browser sends is unchecked; libopus says so of what it cannot read, and stays as it was.
      return new Int16Array(samples);
    }
  }
}

/** The first one loads libopus, which takes some 20 ms, and which a process without telephones does not need. */
export async function openOpusDecoder(): Promise<OpusDecoder> {
  const { createDecoder } = await import('libopus-wasm');
  return new OpusDecoder(await createDecoder({ sampleRate: 8_000, channels: 1 }));
}
