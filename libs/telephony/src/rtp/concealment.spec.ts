import { joined, shareAt, tone } from '../testing/tones.ts';
import { Concealment, FADED_OUT, LONGEST_PERIOD } from './concealment.ts';
import type { Samples } from './g711.ts';

const FRAME = 160;
const loudest = (samples: Samples): number => Math.max(...samples.map(Math.abs));
/** Of a tone of that loudness, no two neighbours are further apart than it moves in a sample, and a little. */
const steepest = (samples: Samples): number =>
  Math.max(...samples.slice(1).map((sample, n) => Math.abs(sample - (samples[n] ?? 0))));

describe('sound in the place of lost sound', () => {
  it.each([105, 150, 205, 400, 1_000])('goes on as a tone of %i Hz did, and joins it without a click', (hz) => {
    const concealment = new Concealment();
    const heard = [0, 1, 2].map((n) => concealment.keep(tone(hz, FRAME, n * FRAME)));
    const made = concealment.make(FRAME) ?? new Int16Array();
    const after = concealment.keep(tone(hz, FRAME, 4 * FRAME));
    const all = joined([...heard, made, after]);
    expect(shareAt(hz, joined([heard[1] ?? made, heard[2] ?? made, made]))).toBeGreaterThan(0.8);
    expect(steepest(all)).toBeLessThan(1.6 * steepest(tone(hz, FRAME)) + 100);
  });

  it('grows fainter and is silence after 60 ms', () => {
    const concealment = new Concealment();
    for (let n = 0; n < 3; n += 1) concealment.keep(tone(200, FRAME, n * FRAME));
    const [first, second, third, fourth] = Array.from({ length: 4 }, () => concealment.make(FRAME));
    expect(loudest(first ?? tone(1, 1))).toBeGreaterThan(7_000);
    expect(loudest(second ?? tone(1, 1))).toBeLessThan(loudest(first ?? tone(1, 1)));
    expect(loudest(third ?? tone(1, 1))).toBeLessThan(loudest(second ?? tone(1, 1)));
    expect(Math.abs(third?.at(-1) ?? NaN)).toBeLessThan(100);
    expect(fourth).toBeNull();
  });

  it('is whole again with the next sound, and made anew at the next loss', () => {
    const concealment = new Concealment();
    concealment.keep(tone(200, FRAME));
    for (let n = 0; n < FADED_OUT; n += FRAME) concealment.make(FRAME);
    expect(concealment.make(FRAME)).toBeNull();
    const after = concealment.keep(tone(200, FRAME));
    expect(after.slice(LONGEST_PERIOD)).toEqual(tone(200, FRAME).slice(LONGEST_PERIOD));
    expect(concealment.make(FRAME)).not.toBeNull();
  });

  it('is nothing where nothing was heard, and out of noise no louder than it', () => {
    expect(new Concealment().make(FRAME)).toBeNull();
    const noisy = new Concealment();
    noisy.keep(Int16Array.from({ length: FRAME }, (_, n) => ((n * 7_919) % 2_000) - 1_000));
    expect(loudest(noisy.make(FRAME) ?? tone(9, 9, 2))).toBeLessThanOrEqual(1_000);
  });
});
