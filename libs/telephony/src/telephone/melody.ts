import type { Samples } from '../rtp/g711.ts';

const RATE = 8_000;
/** How long an eighth is, in samples: slow enough to hum along. */
const EIGHTH = 2_200;
/** Half of full scale: as loud as somebody who speaks into a telephone. */
const LOUDNESS = 9_000;
/** An overtone makes it a pipe rather than a test tone. */
const OVERTONE = 0.3;
/** Semitones above the C in the middle of what a telephone carries best (523 Hz). */
const SOL = 0;
const LA = 2;
const DO = 5;
const RE = 7;
const MI = 9;
const C5_HZ = 523.25;

/** The first verse of Arirang, which everybody in Korea knows and nobody owns: pitch and eighths. */
const ARIRANG: readonly (readonly [number, number])[] = [
  ...([
    [SOL, 3],
    [LA, 1],
    [SOL, 1],
    [LA, 1],
  ] as const),
  ...([
    [DO, 3],
    [RE, 1],
    [DO, 1],
    [RE, 1],
  ] as const),
  ...([
    [MI, 2],
    [RE, 1],
    [DO, 1],
    [LA, 1],
    [SOL, 1],
  ] as const),
  ...([
    [SOL, 3],
    [LA, 1],
    [SOL, 1],
    [LA, 1],
  ] as const),
  ...([
    [DO, 3],
    [RE, 1],
    [DO, 1],
    [RE, 1],
  ] as const),
  ...([
    [MI, 1],
    [RE, 1],
    [DO, 1],
    [LA, 1],
    [SOL, 1],
    [LA, 1],
  ] as const),
  ...([
    [DO, 3],
    [RE, 1],
    [DO, 2],
  ] as const),
  ...([[DO, 5]] as const),
];
/** Then it takes a breath, and begins anew. */
const BREATH = 4 * EIGHTH;

const VERSE: Samples = Int16Array.from([
  ...ARIRANG.flatMap(([pitch, eighths]) => noteOf(pitch, eighths * EIGHTH)),
  ...new Array<number>(BREATH).fill(0),
]);

/** What a telephone sings where nobody speaks: so many samples of it at 8 kHz, from that one on; it goes round for ever. */
export const melody = (from: number, samples: number): Samples =>
  Int16Array.from({ length: samples }, (_, n) => VERSE[(from + n) % VERSE.length] ?? 0);

/** It comes in softly and dies away, so that the same note twice is two notes. */
function noteOf(pitch: number, samples: number): number[] {
  const turn = (2 * Math.PI * C5_HZ * 2 ** (pitch / 12)) / RATE;
  return Array.from({ length: samples }, (_, n) => {
    const shape = Math.min(1, n / 160, (samples - n) / 400) * (0.5 + 0.5 * Math.exp((-2 * n) / RATE));
    const tone = Math.sin(turn * n) + OVERTONE * Math.sin(2 * turn * n);
    return Math.round((LOUDNESS * shape * tone) / (1 + OVERTONE));
  });
}
