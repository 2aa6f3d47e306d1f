/** How many streams' ends the writer remembers; the least recently used one goes first. */
export const STREAM_TAILS = 20_000;
/** How many event ids the writer remembers for appends that name no version, over all streams. */
export const REMEMBERED_IDS = 100_000;

/** The end of a stream, as of the group that is being written. */
export interface StreamTail {
  version: number;
  hash: string;
  /** Where each id stands; loaded with the first append to this stream that names no version, and kept up from then. */
  versionsById: Map<string, number> | undefined;
}

/** A bounded memory of streams' ends, so that an append to a known stream reads nothing. */
export class StreamTails {
  readonly #tails = new Map<string, StreamTail>();
  #ids = 0;

  get(stream: string): StreamTail | undefined {
    const tail = this.#tails.get(stream);
    if (!tail) return undefined;
    // A Map remembers insertion order, so putting the entry in anew makes it the most recently used.
    this.#tails.delete(stream);
    this.#tails.set(stream, tail);
    return tail;
  }

  set(stream: string, tail: StreamTail): void {
    this.#tails.set(stream, tail);
    if (this.#tails.size <= STREAM_TAILS) return;
    for (const [oldest, { versionsById }] of this.#tails) {
      this.#tails.delete(oldest);
      this.#ids -= versionsById?.size ?? 0;
      return;
    }
  }

  /** Counts ids that were added to a tail, and forgets all ids where there are too many; they can be loaded again. */
  countIds(added: number): void {
    this.#ids += added;
    if (this.#ids <= REMEMBERED_IDS) return;
    for (const tail of this.#tails.values()) tail.versionsById = undefined;
    this.#ids = 0;
  }

  clear(): void {
    this.#tails.clear();
    this.#ids = 0;
  }
}
