/** Random choices that can be made again from their seed. */
export interface SeededRandom {
  /** From 0 (included) to 1 (not). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** One that is as likely from 100 to 1,000 as from 1,000 to 10,000. */
  magnitude(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item | undefined;
}

/** Mulberry32: small, fast, and good enough to choose when a line is cut, or what is sent on it. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    magnitude: (least, most) => Math.floor(least * (most / least) ** next()),
    pick: (items) => items[Math.floor(next() * items.length)],
  };
}
