/** Something with a moment at which it is due. */
export interface Due {
  readonly id: string;
  /** Milliseconds since the epoch; never changes while it is in a queue. */
  readonly due: number;
}

/**
 * What is due soonest comes out first. A binary heap that knows where each id stands, so that putting, deleting and taking
 * cost the logarithm of how many there are, and looking at the soonest costs nothing.
 */
export class DueQueue<Entry extends Due> {
  readonly #heap: Entry[] = [];
  readonly #places = new Map<string, number>();

  get size(): number {
    return this.#heap.length;
  }

  /** Takes the place of the entry of the same id, if there is one. */
  put(entry: Entry): void {
    this.delete(entry.id);
    this.#heap.push(entry);
    this.#rise(entry, this.#heap.length - 1);
  }

  /** Does nothing where there is no such entry. */
  delete(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    const last = this.#heap.pop();
    if (last === undefined || last.id === id) return;
    this.#sink(last, this.#rise(last, place));
  }

  clear(): void {
    this.#heap.length = 0;
    this.#places.clear();
  }

  /** When the soonest is due; Infinity where there is none. */
  soonest(): number {
    return this.#heap[0]?.due ?? Infinity;
  }

  /** Takes out the soonest, if it is due by then. */
  takeDue(now: number): Entry | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.due > now) return undefined;
    this.delete(first.id);
    return first;
  }

  /** Sets the entry where it belongs, from a free place towards the top; answers where that is. */
  #rise(entry: Entry, from: number): number {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || parent.due <= entry.due) break;
      this.#set(parent, place);
      place = above;
    }
    this.#set(entry, place);
    return place;
  }

  /** The same from its place towards the bottom. */
  #sink(entry: Entry, from: number): void {
    let place = from;
    for (;;) {
      const child = this.#sooner(2 * place + 1);
      const below = child === undefined ? undefined : this.#heap[child];
      if (child === undefined || below === undefined || below.due >= entry.due) break;
      this.#set(below, place);
      place = child;
    }
    this.#set(entry, place);
  }

  /** Of two neighbours the place of the sooner; undefined behind the end. */
  #sooner(left: number): number | undefined {
    const one = this.#heap[left];
    const other = this.#heap[left + 1];
    if (one === undefined) return undefined;
    return other !== undefined && other.due < one.due ? left + 1 : left;
  }

  #set(entry: Entry, place: number): void {
    this.#heap[place] = entry;
    this.#places.set(entry.id, place);
  }
}
