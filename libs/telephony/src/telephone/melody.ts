import type { Samples } from '../rtp/g711.ts';

const RATE = 8_000;
/** How long an eighth is, in samples: slow enough to hum along. */
const EIGHTH = 2_200;
/** Half of full scale: as loud as somebody who speaks into a telephone. */
const LOUDNESS = 9_000;
/** An overtone makes it a pipe rather than a test tone. */
const OVERTONE = 0.3;
/** Semitones above the C in the middle of what a telephone carries best (523 Hz). */
const SEMITONES: Readonly<Record<string, number>> = { sol: 0, la: 2, do: 5, re: 7, mi: 9 };
const C5_HZ = 523.25;

/** The first verse of Arirang, which everybody in Korea knows and nobody owns: each note, and for how many eighths. */
const ARIRANG =
  'sol3 la1 sol1 la1 do3 re1 do1 re1 mi2 re1 do1 la1 sol1 ' +
  'sol3 la1 sol1 la1 do3 re1 do1 re1 mi1 re1 do1 la1 sol1 la1 do3 re1 do2 do5';
/** Then it takes a breath, and begins anew. */
const BREATH = 4 * EIGHTH;

const VERSE: Samples = Int16Array.from([
  ...ARIRANG.split(' ').flatMap((note) => noteOf(SEMITONES[note.slice(0, -1)] ?? 0, Number(note.at(-1)) * EIGHTH)),
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
