import { SAMPLES_PER_TICK } from '../rtp/digits.ts';
import type { Samples } from '../rtp/g711.ts';

/** The loudest and quietest sample there is: two's complement of 16 bits. */
const [HIGHEST, LOWEST] = [32_767, -32_768];

/**
 * What each of several calls hears: everybody but itself. `own`: what each call says, null for nothing; `others`: what is said by who hears no mix
 * of ours. Null where a call hears nothing. What is too loud together is cut off at the loudest there is.
 */
export function mixMinusOwn(own: readonly (Samples | null)[], others: readonly Samples[]): (Samples | null)[] {
  const speaking = [...own.filter((samples) => samples !== null), ...others];
  if (speaking.length === 0) return own.map(() => null);
  const sum = new Int32Array(SAMPLES_PER_TICK);
  for (const samples of speaking) {
    for (let n = 0; n < SAMPLES_PER_TICK; n += 1) sum[n] = (sum[n] ?? 0) + (samples[n] ?? 0);
  }
  // Who says nothing hears the same as everybody else who does not.
  const whole = less(sum, null);
  return own.map((samples) => {
    if (samples === null) return whole;
    return speaking.length === 1 ? null : less(sum, samples);
  });
}

function less(sum: Int32Array, own: Samples | null): Samples {
  const mixed = new Int16Array(SAMPLES_PER_TICK);
  for (let n = 0; n < SAMPLES_PER_TICK; n += 1) {
    const sample = (sum[n] ?? 0) - (own?.[n] ?? 0);
    mixed[n] = Math.max(LOWEST, Math.min(HIGHEST, sample));
  }
  return mixed;
}
