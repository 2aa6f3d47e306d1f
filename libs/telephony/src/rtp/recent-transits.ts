/** How long the last packets were on their way, each against a clock of its own. Without garbage: there are 50 packets a second a call. */
export class RecentTransits {
  private readonly ring: Float64Array;
  private readonly sorted: Float64Array;
  private count = 0;
  private next = 0;

  /** `size`: of how many packets it is remembered. */
  constructor(size: number) {
    this.ring = new Float64Array(size);
    this.sorted = new Float64Array(size);
  }

  note(transit: number): void {
    this.ring[this.next] = transit;
    this.next = (this.next + 1) % this.ring.length;
    this.count = Math.min(this.count + 1, this.ring.length);
  }

  /** How much longer than the fastest all but the slowest took; `share`: how many are not the slowest. */
  spread(share: number): number {
    const sorted = this.sorted.subarray(0, this.count);
    // Where the ring is not full, it begins with what there is.
    sorted.set(this.ring.subarray(0, this.count));
    sorted.sort();
    return (sorted[Math.floor((this.count - 1) * share)] ?? 0) - (sorted[0] ?? 0);
  }

  forget(): void {
    this.count = 0;
    this.next = 0;
  }
}
