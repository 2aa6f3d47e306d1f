import type { Samples } from '../rtp/g711.ts';

const RATE = 8_000;

/** A steady tone; `from`: how many samples of it were before. */
export const tone = (hz: number, samples: number, from = 0, loudness = 8_000): Samples =>
  Int16Array.from({ length: samples }, (_, n) =>
    Math.round(loudness * Math.sin((2 * Math.PI * hz * (from + n)) / RATE)),
  );

/** How much of a sound's energy is within a few Hz of that pitch: 1 is all of it (Goertzel). */
export function shareAt(hz: number, samples: Samples): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  let [one, two, energy] = [0, 0, 0];
  for (const sample of samples) {
    [one, two] = [sample + turn * one - two, one];
    energy += sample * sample;
  }
  const power = one * one + two * two - turn * one * two;
  return energy === 0 ? 0 : (2 * power) / (samples.length * energy);
}

/** The pitch that is heard loudest, in Hz, to 10 Hz. */
export function pitchOf(samples: Samples): number {
  const pitches = Array.from({ length: 340 }, (_, n) => 50 + 10 * n);
  return pitches.reduce((best, hz) => (shareAt(hz, samples) > shareAt(best, samples) ? hz : best));
}

/** One after another. */
export function joined(frames: readonly Samples[]): Samples {
  const all = new Int16Array(frames.reduce((length, frame) => length + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return all;
}
