import type { Samples } from './g711.ts';

/** RFC 6464: as quiet as can be said. */
const SILENT = 127;
const LOUDEST = 32_768;

/** How loud it is, in dB below the loudest there is: 0 to 127. */
export function quietnessOf(samples: Samples): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (energy === 0) return SILENT;
  const db = -10 * Math.log10(energy / samples.length / LOUDEST ** 2);
  return Math.min(SILENT, Math.max(0, Math.round(db)));
}

/** A whole header extension of one byte's elements (RFC 8285 §4.2) that says so, by that number; null is silence. */
export function levelExtension(id: number, samples: Samples | null): Buffer {
  const level = samples ? quietnessOf(samples) : SILENT;
  return Buffer.from([0xbe, 0xde, 0, 1, id << 4, level, 0, 0]);
}
