import { createHistogram } from 'node:perf_hooks';

const US_PER_MS = 1_000;

/** How late ticks were and how long they took, since somebody last asked. */
export class TickTimes {
  private readonly late = createHistogram();
  private busyMs = 0;
  private since = performance.now();

  note(lateMs: number, tookMs: number): void {
    this.late.record(Math.max(1, Math.round(lateMs * US_PER_MS)));
    this.busyMs += tookMs;
  }

  take(): { ticks: number; lateMs: { median: number; p99: number; most: number }; busy: number } {
    const { late } = this;
    const ms = (percentile: number): number => (late.count === 0 ? 0 : late.percentile(percentile) / US_PER_MS);
    const now = performance.now();
    const taken = {
      ticks: late.count,
      lateMs: { median: ms(50), p99: ms(99), most: ms(100) },
      busy: this.busyMs / (now - this.since),
    };
    late.reset();
    this.busyMs = 0;
    this.since = now;
    return taken;
  }
}
