import { hash } from 'node:crypto';

/**
 * The one source of chance in a simulation: everything follows from the seed's text. A fork is a source of its own, made
 * from the same seed and a label, so that what one part draws changes nothing for another.
 */
export class Chance {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    const digest = hash('sha256', seed, 'buffer');
    this.#a = digest.readInt32LE(0);
    this.#b = digest.readInt32LE(4);
    this.#c = digest.readInt32LE(8);
  }

  fork(label: string | number): Chance {
    return new Chance(`${this.#seed}/${label}`);
  }

  /** From 0 to below 1 (Chris Doty-Humphrey's sfc32). */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below that. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A whole number between the two, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** True with that probability. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of them; throws where there is none. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  }

  pickOr<Item, Other>(items: readonly Item[], otherwise: Other): Item | Other {
    return items.length > 0 ? this.pick(items) : otherwise;
  }

  /** One of them, the more likely the greater its weight. */
  weighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
    let rest = this.next() * items.reduce((sum, { weight }) => sum + weight, 0);
    const found = items.find(({ weight }) => (rest -= weight) < 0);
    return found ?? this.pick(items);
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.below(256));
  }

  /** In the shape of a UUID of version 8. */
  uuid(): string {
    const hex = Buffer.from(this.bytes(16)).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
