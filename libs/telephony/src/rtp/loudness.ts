import type { Samples } from './g711.ts';

/** RFC 6464: as quiet as can be said. */
const SILENT = 127;
const LOUDEST = 32_768;

/** In dB of full scale: 0 is the loudest there is, silence minus infinity. */
export function loudnessDb(samples: Samples): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return energy === 0 ? -Infinity : 10 * Math.log10(energy / samples.length / LOUDEST ** 2);
}

/** How loud it is, in dB below the loudest there is: 0 to 127. */
export const quietnessOf = (samples: Samples): number =>
  Math.min(SILENT, Math.max(0, Math.round(-loudnessDb(samples))));

/** A whole header extension of one byte's elements (RFC 8285 §4.2) that says so, by that number; null is silence. */
export function levelExtension(id: number, samples: Samples | null): Buffer {
  const level = samples ? quietnessOf(samples) : SILENT;
  return Buffer.from([0xbe, 0xde, 0, 1, id << 4, level, 0, 0]);
}
