import { CorruptEvent } from '../port.ts';
import { GENESIS_HASH } from '../hash-chain.ts';
import type { StreamView } from '../judge-append.ts';
import type { ChainEnd, ReadRecord } from './kurrent-record.ts';

/** How many event ids are remembered for appends, over all streams; the streams used longest ago are dropped first. */
export const REMEMBERED_EVENT_IDS = 200_000;

/**
 * What was last seen of a stream, from its first event on: how long it was, its last hash, its ids. A stream's past never
 * changes, so this is never wrong, only behind; an append believes it and lets the server check the version.
 */
export class KnownStream implements StreamView, ChainEnd {
  readonly #ids: string[] = [];
  readonly #versions = new Map<string, number>();
  #hash = GENESIS_HASH;

  get version(): number {
    return this.#ids.length;
  }
  get hash(): string {
    return this.#hash;
  }
  idsFrom(version: number, count: number): readonly string[] {
    return this.#ids.slice(version - 1, version - 1 + count);
  }
  versionOf(id: string): number | undefined {
    return this.#versions.get(id);
  }

  /** Takes in the event that follows; others are of no use. Throws {@link CorruptEvent} where the chain is broken. */
  learn({ event, previousHash }: ReadRecord): boolean {
    if (event.version !== this.version + 1) return false;
    if (previousHash !== this.#hash) {
      throw new CorruptEvent(`event ${event.version} of ${event.stream} is not chained to the one before it`);
    }
    this.#ids.push(event.id);
    this.#versions.set(event.id, event.version);
    this.#hash = event.hash;
    return true;
  }
}

/** The streams that were read or written lately. */
export class StreamMemory {
  readonly #streams = new Map<string, { readonly known: KnownStream; readonly counted: number }>();
  readonly #limit: number;
  #ids = 0;

  constructor(limit: number = REMEMBERED_EVENT_IDS) {
    this.#limit = limit;
  }

  /** What is known of the stream, which may be nothing. Give it back to {@link keep} when it has learnt. */
  get(stream: string): KnownStream {
    return this.#streams.get(stream)?.known ?? new KnownStream();
  }

  keep(stream: string, known: KnownStream): void {
    this.#ids += known.version - (this.#streams.get(stream)?.counted ?? 0);
    // Set anew, so that the map's order is the order of use.
    this.#streams.delete(stream);
    if (known.version > 0) this.#streams.set(stream, { known, counted: known.version });
    if (this.#ids > this.#limit) this.#dropOldest(stream);
  }

  /** Takes in an event that somebody has read, where it follows what is known. */
  learn(record: ReadRecord): void {
    const { stream, version } = record.event;
    if (version !== 1 && !this.#streams.has(stream)) return;
    const known = this.get(stream);
    if (known.learn(record)) this.keep(stream, known);
  }

  #dropOldest(except: string): void {
    for (const [stream, { counted }] of this.#streams) {
      if (this.#ids <= this.#limit) return;
      if (stream === except) continue;
      this.#streams.delete(stream);
      this.#ids -= counted;
    }
  }
}
