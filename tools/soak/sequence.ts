/** An event as far as its place in its meet goes. */
export interface Placed {
  readonly meetId: string;
  readonly version: number;
}

/** Holds what one reader is handed against the one rule: in each meet, versions go on by one. */
export class Sequence {
  events = 0;
  /** Versions that were skipped. */
  gaps = 0;
  /** Versions that had come before, which is what disorder looks like, too. */
  duplicates = 0;
  readonly #versions = new Map<string, number>();

  take({ meetId, version }: Placed): void {
    const last = this.#versions.get(meetId);
    this.events += 1;
    if (last !== undefined && version <= last) {
      this.duplicates += 1;
      return;
    }
    if (last !== undefined) this.gaps += version - last - 1;
    this.#versions.set(meetId, version);
  }
}
