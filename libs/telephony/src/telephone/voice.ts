import { type Samples } from '../rtp/g711.ts';
import { loudnessDb } from '../rtp/loudness.ts';
import { melody } from './melody.ts';

/** How much later a telephone says what it was told, in ticks of 20 ms: long enough to be no echo, short enough to be understood. */
export const REPEATS_AFTER_TICKS = 50;
/** From how loud on it is speech, in dB of full scale; a room's noise is below. */
const SPEECH_DB = -42;
/** What silence is called: there is no less in 16 bits. */
const SILENT_DB = -96;
const SAMPLES = 160;

/** How loud something was, in dB of full scale: 0 is all there is, -96 nothing. */
export interface Loudness {
  /** In the last 20 ms. */
  readonly nowDb: number;
  readonly loudestDb: number;
}

/** Sings until somebody speaks, and then says what it was told, a second later: whoever calls hears that they are heard. */
export class Voice {
  private readonly told: (Samples | null)[] = new Array<null>(REPEATS_AFTER_TICKS).fill(null);
  private sung = 0;
  private nowDb = SILENT_DB;
  private loudestDb = SILENT_DB;

  /** What it says in this tick of 20 ms, having heard that; null for nothing. */
  answer(heard: Samples | null): Samples {
    this.nowDb = levelOf(heard);
    this.loudestDb = Math.max(this.loudestDb, this.nowDb);
    this.told.push(heard);
    const earlier = this.told.shift() ?? null;
    if (earlier !== null && levelOf(earlier) > SPEECH_DB) return earlier;
    this.sung += SAMPLES;
    return melody(this.sung - SAMPLES, SAMPLES);
  }

  get heard(): Loudness {
    return { nowDb: this.nowDb, loudestDb: this.loudestDb };
  }
}

const levelOf = (samples: Samples | null): number =>
  samples === null ? SILENT_DB : Math.max(SILENT_DB, Math.round(loudnessDb(samples)));
