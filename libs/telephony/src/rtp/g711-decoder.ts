import type { Codec } from '../sdp/sound-description.ts';
import { Concealment } from './concealment.ts';
import { decodeG711, type Samples } from './g711.ts';
import type { SoundDecoder } from './playout.ts';

/** A telephone's packets, by the codecs that were agreed on for their payload types. */
export class G711Decoder implements SoundDecoder {
  readonly ticksPerSample = 1;
  private readonly concealment = new Concealment();
  private readonly codecOf: (payloadType: number) => Codec | null;

  /** `codecOf` may answer differently as time goes by: what was agreed on may change in a call. */
  constructor(codecOf: (payloadType: number) => Codec | null) {
    this.codecOf = codecOf;
  }

  samplesIn(payload: Buffer): number {
    return payload.length;
  }

  decode(payloadType: number, payload: Buffer): Samples {
    const codec = this.codecOf(payloadType);
    if (codec) return this.concealment.keep(decodeG711(codec, payload));
    return this.conceal(payload.length) ?? new Int16Array(payload.length);
  }

  conceal(samples: number): Samples | null {
    return this.concealment.make(samples);
  }
}
