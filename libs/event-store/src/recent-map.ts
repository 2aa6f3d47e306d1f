/**
 * A bounded map that forgets what was not used lately. Two generations: what is used moves to the young one, and when
 * that holds `capacity` entries the old one is dropped whole. So it keeps the last `capacity` keys used at the least, and
 * up to twice as many, for the price of two look-ups; a strict least-recently-used order would cost a deletion each time.
 */
export class RecentMap<Key, Value> {
  readonly #capacity: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) {
      this.#old.delete(key);
      this.set(key, old);
    }
    return old;
  }

  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: Key): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  /** How many entries it holds: never more than twice the capacity. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
