import type { Codec } from '../sdp/sound-description.ts';
import { SAMPLES_PER_TICK } from './digits.ts';

/** Samples of 16 bits, 8,000 a second, one channel. */
export type Samples = Int16Array<ArrayBufferLike>;

/** Quietest sound there is, as each codec has it. */
export const SILENCE: Readonly<Record<Codec, number>> = { PCMU: 0xff, PCMA: 0xd5 };

/** 20 ms of it. */
export const SILENT_TICK: Readonly<Record<Codec, Buffer>> = {
  PCMU: Buffer.alloc(SAMPLES_PER_TICK, SILENCE.PCMU),
  PCMA: Buffer.alloc(SAMPLES_PER_TICK, SILENCE.PCMA),
};

/** G.711, table 2a: eight segments, each twice as coarse as the one before it; every bit is sent turned over. */
function mu(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
}

/** G.711, table 1a: likewise, but that the first two segments are equally fine; every second bit is sent turned over. */
function a(code: number): number {
  const bits = code ^ 0x55;
  const [segment, step] = [(bits >> 4) & 7, (bits & 0x0f) << 4];
  const magnitude = segment === 0 ? step + 8 : (step + 0x108) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

const CODES = Array.from({ length: 256 }, (_, code) => code);
const SAMPLE_OF: Readonly<Record<Codec, Int16Array>> = {
  PCMU: Int16Array.from(CODES, mu),
  PCMA: Int16Array.from(CODES, a),
};
/** By sample + 32,768. */
const CODE_OF: Readonly<Record<Codec, Uint8Array>> = {
  PCMU: nearestCodes(SAMPLE_OF.PCMU, SILENCE.PCMU),
  PCMA: nearestCodes(SAMPLE_OF.PCMA, SILENCE.PCMA),
};

/** The code of the nearest sample there is; so what was decoded is encoded to what it was. */
function nearestCodes(sampleOf: Int16Array, silence: number): Uint8Array {
  const byLoudness = [...CODES].sort((one, other) => (sampleOf[one] ?? 0) - (sampleOf[other] ?? 0));
  const codes = new Uint8Array(65_536);
  let at = 0;
  for (let sample = -32_768; sample < 32_768; sample += 1) {
    const distance = (index: number): number => Math.abs((sampleOf[byLoudness[index] ?? 0] ?? 0) - sample);
    while (at + 1 < CODES.length && distance(at + 1) <= distance(at)) at += 1;
    codes[sample + 32_768] = byLoudness[at] ?? silence;
  }
  // µ-law has two zeros; silence is the one that telephones send.
  codes[32_768] = silence;
  return codes;
}

export function decodeG711(codec: Codec, payload: Uint8Array): Samples {
  const table = SAMPLE_OF[codec];
  const samples = new Int16Array(payload.length);
  for (let n = 0; n < payload.length; n += 1) samples[n] = table[payload[n] ?? 0] ?? 0;
  return samples;
}

export function encodeG711(codec: Codec, samples: Samples): Buffer {
  const table = CODE_OF[codec];
  const payload = Buffer.allocUnsafe(samples.length);
  for (let n = 0; n < samples.length; n += 1) payload[n] = table[(samples[n] ?? 0) + 32_768] ?? 0;
  return payload;
}
