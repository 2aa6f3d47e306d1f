import type { Samples } from './g711.ts';

/** The shortest period that a voice is taken to have, in samples: 200 Hz, as in G.711 appendix I. */
export const SHORTEST_PERIOD = 40;
/** And the longest: 67 Hz. */
export const LONGEST_PERIOD = 120;
/** How long what is made up is as loud as what was heard, in samples: 10 ms. */
export const FULL_LOUDNESS = 80;
/** After how many samples nothing is made up any more: 60 ms. Longer, and a vowel turns into a buzz. */
export const FADED_OUT = 480;

/** How much is compared when a period is looked for, and how many of it. */
const COMPARED = 160;
const STRIDE = 2;
/** How long what comes after a gap is blended with what was made up for it. */
const REJOIN = 32;

/**
 * What is heard where a packet is missing: the voice's last period, again and again, ever fainter (in the manner of G.711 appendix I). It
 * differs from the appendix in that one period is repeated, not up to three, and in that nothing is delayed by 3.75 ms for blending the beginning: the
 * repeated period is made seamless instead. Repeating whole packets would be simpler and buzzes at 50 Hz.
 */
export class Concealment {
  private readonly history = new Int16Array(COMPARED + LONGEST_PERIOD);
  private period: Samples | null = null;
  /** How many samples were made up since the last that came; none before anything came. */
  private made = FADED_OUT;

  /** Sound that came; its beginning is blended, in place, with what was made up before it. */
  keep(samples: Samples): Samples {
    if (this.period) this.rejoin(samples, this.period);
    this.period = null;
    this.made = 0;
    this.remember(samples);
    return samples;
  }

  /** Null once it has faded out, and where nothing came before. */
  make(count: number): Samples | null {
    if (this.made >= FADED_OUT) return null;
    this.period ??= this.lastPeriod();
    const samples = new Int16Array(count);
    for (let n = 0; n < count; n += 1) samples[n] = this.sampleAt(this.period, this.made + n);
    this.made += count;
    return samples;
  }

  private sampleAt(period: Samples, n: number): number {
    const gain = Math.min(1, Math.max(0, (FADED_OUT - n) / (FADED_OUT - FULL_LOUDNESS)));
    return Math.round((period[n % period.length] ?? 0) * gain);
  }

  private rejoin(samples: Samples, period: Samples): void {
    for (let n = 0; n < Math.min(REJOIN, samples.length); n += 1) {
      const share = (n + 1) / (REJOIN + 1);
      samples[n] = Math.round((samples[n] ?? 0) * share + this.sampleAt(period, this.made + n) * (1 - share));
    }
  }

  private remember(samples: Samples): void {
    const { history } = this;
    if (samples.length >= history.length) history.set(samples.subarray(samples.length - history.length));
    else {
      history.copyWithin(0, samples.length);
      history.set(samples, history.length - samples.length);
    }
  }

  /** The end of what was heard, whose own end leads into its beginning. */
  private lastPeriod(): Samples {
    const { history } = this;
    const length = this.periodLength();
    const start = history.length - length;
    const period = history.slice(start);
    const blended = length >> 2;
    for (let n = 0; n < blended; n += 1) {
      const share = (n + 1) / (blended + 1);
      const at = length - blended + n;
      period[at] = Math.round((period[at] ?? 0) * (1 - share) + (history[start - blended + n] ?? 0) * share);
    }
    return period;
  }

  /** At which distance the end of what was heard is most like what came before it. */
  private periodLength(): number {
    const { history } = this;
    const from = history.length - COMPARED;
    let [best, length] = [-Infinity, LONGEST_PERIOD];
    for (let lag = SHORTEST_PERIOD; lag <= LONGEST_PERIOD; lag += 1) {
      let [likeness, energy] = [0, 1];
      for (let n = from; n < history.length; n += STRIDE) {
        const before = history[n - lag] ?? 0;
        likeness += (history[n] ?? 0) * before;
        energy += before * before;
      }
      const score = likeness / Math.sqrt(energy);
      if (score > best) [best, length] = [score, lag];
    }
    return length;
  }
}
