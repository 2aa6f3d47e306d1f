/** The longest that is told apart, in milliseconds; what took longer counts as this. */
const LONGEST_MS = 600_000;

/** How long messages took, in whole milliseconds, in memory of one size however many there are. */
export class Latencies {
  readonly #counts = new Uint32Array(LONGEST_MS + 1);
  #count = 0;

  add(ms: number): void {
    const at = Math.min(Math.max(Math.round(ms), 0), LONGEST_MS);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#count += 1;
  }

  /** What that part of them (0 to 1) did not exceed; 0 where there are none. */
  quantile(part: number): number {
    let left = Math.ceil(this.#count * part);
    if (left === 0) return 0;
    for (let ms = 0; ms <= LONGEST_MS; ms += 1) {
      left -= this.#counts[ms] ?? 0;
      if (left <= 0) return ms;
    }
    return LONGEST_MS;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#count = 0;
  }
}
