/** After how long a silence what happens. */
export interface SilenceLimits {
  readonly lostMs: number;
  readonly timeoutMs: number;
}

export interface SilenceEars {
  /** Nothing has been heard for `lostMs`; told once a silence. */
  lost(): void;
  /** Nothing has been heard for `timeoutMs`; told once, and then the watch rests. */
  timedOut(): void;
}

/** Notices when nothing comes any more, where something should. Silence that is spoken is no silence: packets come. */
export class SilenceWatch {
  private readonly limits: SilenceLimits;
  private readonly ears: SilenceEars;
  private heardAt = 0;
  private expecting = false;
  private warned = false;

  constructor(limits: SilenceLimits, ears: SilenceEars) {
    this.limits = limits;
    this.ears = ears;
  }

  /** Silence is counted from when there is something to be heard. */
  expect(expecting: boolean, nowMs: number): void {
    if (expecting && !this.expecting) this.heard(nowMs);
    this.expecting = expecting;
  }

  heard(nowMs: number): void {
    this.heardAt = nowMs;
    this.warned = false;
  }

  /** To be called now and then. */
  look(nowMs: number): void {
    if (!this.expecting) return;
    const silentMs = nowMs - this.heardAt;
    if (silentMs >= this.limits.lostMs && !this.warned) {
      this.warned = true;
      this.ears.lost();
    }
    if (silentMs < this.limits.timeoutMs) return;
    this.expecting = false;
    this.ears.timedOut();
  }
}
