import { createHistogram } from 'node:perf_hooks';

const US_PER_MS = 1_000;

/** What this thread has used of a core, in ms: by the system's account, so that other programs do not count. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / US_PER_MS;
}

/** How late ticks were, and what share of a core their thread has used, since somebody last asked. */
export class TickTimes {
  private readonly late = createHistogram();
  private usedMs = threadCpuMs();
  private since = performance.now();

  note(lateMs: number): void {
    this.late.record(Math.max(1, Math.round(lateMs * US_PER_MS)));
  }

  take(): { ticks: number; lateMs: { median: number; p99: number; most: number }; busy: number } {
    const { late } = this;
    const ms = (percentile: number): number => (late.count === 0 ? 0 : late.percentile(percentile) / US_PER_MS);
    const [now, usedMs] = [performance.now(), threadCpuMs()];
    const taken = {
      ticks: late.count,
      lateMs: { median: ms(50), p99: ms(99), most: ms(100) },
      busy: (usedMs - this.usedMs) / (now - this.since),
    };
    late.reset();
    this.usedMs = usedMs;
    this.since = now;
    return taken;
  }
}
