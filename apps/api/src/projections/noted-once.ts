/** How many keys are remembered; then all are let go, and the rows are asked again. */
export const MAX_NOTED_KEYS = 50_000;

/**
 * Remembers what was written already, so that a rebuild does not write the same row for every event. Forgetting is always
 * safe: the write that it saves changes nothing.
 */
export class NotedOnce {
  readonly #keys = new Set<string>();

  /** True the first time; maybe again later. */
  isNew(key: string): boolean {
    if (this.#keys.has(key)) return false;
    if (this.#keys.size >= MAX_NOTED_KEYS) this.#keys.clear();
    this.#keys.add(key);
    return true;
  }

  forget(): void {
    this.#keys.clear();
  }
}
