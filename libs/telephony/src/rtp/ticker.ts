/** How often sound is sent. */
export const TICK_MS = 20;
/** How many ticks are made up for at most where the process was busy; what is older is left out. */
export const MAX_LATE_TICKS = 5;

/** One clock for the sound of all calls: each tick is due 20 ms after the one before it, whenever it really comes. */
export class Ticker {
  private readonly tick: (lateMs: number) => void;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private due = 0;

  /** `tick` is told how late it is. */
  constructor(tick: (lateMs: number) => void) {
    this.tick = tick;
  }

  /** Safe to call again. */
  start(): void {
    if (this.timer) return;
    this.due = performance.now() + TICK_MS;
    this.arm();
  }

  /** Safe to call again, and within a tick. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private arm(): void {
    this.timer = setTimeout(() => this.run(), Math.max(0, this.due - performance.now()));
  }

  private run(): void {
    const late = Math.floor((performance.now() - this.due) / TICK_MS);
    if (late > MAX_LATE_TICKS) this.due += (late - MAX_LATE_TICKS) * TICK_MS;
    for (; this.timer && this.due <= performance.now(); this.due += TICK_MS) this.tick(performance.now() - this.due);
    if (this.timer) this.arm();
  }
}
