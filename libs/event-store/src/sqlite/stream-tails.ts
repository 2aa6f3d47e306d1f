import type { Position } from '../port.ts';
import { RecentMap } from '../recent-map.ts';

/**
 * How many streams' ends are remembered at the least, and up to twice as many. Far more than are ever on their way to the disk
 * (`GROUPS_UNDER_WAY` times `MAX_GROUP_APPENDS`), so none is forgotten before it can be read again.
 */
export const STREAM_TAILS = 10_000;
/** How many event ids are remembered for appends that name no version, over all streams. */
export const REMEMBERED_IDS = 200_000;

/** The end of a stream, with what was judged and is not on disk yet. */
export interface StreamTail {
  version: number;
  hash: string;
  /** Of its newest event; `LOG_START` where it has none. */
  position: Position;
}

/** A bounded memory of streams' ends and ids, so that an append to a stream in use reads nothing. */
export class StreamTails {
  readonly #tails = new RecentMap<string, StreamTail>(STREAM_TAILS);
  /** Where each id of a stream stands, for streams that were appended to without a version. */
  readonly #ids = new Map<string, Map<string, number>>();
  #idCount = 0;

  get(stream: string): StreamTail | undefined {
    return this.#tails.get(stream);
  }

  set(stream: string, tail: StreamTail): void {
    this.#tails.set(stream, tail);
  }

  idsOf(stream: string): Map<string, number> | undefined {
    return this.#ids.get(stream);
  }

  /** Remembers all ids of a stream; everything else is forgotten for it where that would be too much. */
  setIds(stream: string, versionsById: Map<string, number>): void {
    if (this.#idCount + versionsById.size > REMEMBERED_IDS) this.#forgetIds();
    this.#ids.set(stream, versionsById);
    this.#idCount += versionsById.size;
  }

  /** Remembers one more id, where the stream's are remembered. */
  addId(stream: string, id: string, version: number): void {
    if (this.#ids.size === 0) return;
    const versionsById = this.#ids.get(stream);
    if (!versionsById) return;
    versionsById.set(id, version);
    this.#idCount += 1;
    if (this.#idCount > REMEMBERED_IDS) this.#forgetIds();
  }

  clear(): void {
    this.#tails.clear();
    this.#forgetIds();
  }

  #forgetIds(): void {
    this.#ids.clear();
    this.#idCount = 0;
  }
}
