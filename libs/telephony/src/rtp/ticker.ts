/** How often sound is sent. */
export const TICK_MS = 20;
/** How many ticks are made up for at most where the process was busy; what is older is left out. */
export const MAX_LATE_TICKS = 5;

/** One clock for the sound of all calls: each tick is due 20 ms after the one before it, whenever it really comes. */
export class Ticker {
  private readonly members = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private due = 0;

  /** Answers how to stop, which is safe twice. The clock stands still while nobody listens. */
  join(tick: () => void): () => void {
    this.members.add(tick);
    if (!this.timer) {
      this.due = performance.now() + TICK_MS;
      this.arm();
    }
    return () => {
      this.members.delete(tick);
      if (this.members.size > 0 || !this.timer) return;
      clearTimeout(this.timer);
      this.timer = null;
    };
  }

  private arm(): void {
    this.timer = setTimeout(() => this.run(), Math.max(0, this.due - performance.now()));
  }

  private run(): void {
    const late = Math.floor((performance.now() - this.due) / TICK_MS);
    if (late > MAX_LATE_TICKS) this.due += (late - MAX_LATE_TICKS) * TICK_MS;
    for (; this.due <= performance.now() && this.members.size > 0; this.due += TICK_MS) {
      for (const tick of [...this.members]) tick();
    }
    if (this.members.size > 0) this.arm();
    else this.timer = null;
  }
}
