/** A clock and a ticker that are turned by hand: time passes 20 ms at a time, when a test says so. */
export class HandClock {
  private readonly members = new Set<() => void>();
  private nowMs = 1_000;

  readonly now = (): number => this.nowMs;

  join(tick: () => void): () => void {
    this.members.add(tick);
    return () => void this.members.delete(tick);
  }

  tick(): void {
    this.nowMs += 20;
    for (const tick of [...this.members]) tick();
  }
}
