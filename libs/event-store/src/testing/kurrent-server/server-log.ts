/** A record as the server's log holds it. In one write of today's servers `commit` equals `prepare` for each event. */
export interface LogRecord {
  readonly stream: string;
  readonly revision: number;
  readonly commit: number;
  readonly prepare: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly customMetadata: Uint8Array;
  /** .NET ticks since 1970, as the protocol carries them. */
  readonly created: string;
}

export type ProposedRecord = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'customMetadata'>;

export type ExpectedRevision = number | 'any' | 'no-stream' | 'stream-exists';

export type WriteResult =
  | { readonly outcome: 'written'; readonly revision: number; readonly commit: number; readonly prepare: number }
  | { readonly outcome: 'wrong-expected-version'; readonly current: number }
  | { readonly outcome: 'deleted' };

export interface LogPosition {
  readonly commit: number;
  readonly prepare: number;
}

export interface ServerLogOptions {
  /**
   * `each` (the default, and what servers do with a gRPC append): every event commits itself. `shared`: the events of one
   * write have one commit position behind the last of them, as explicit transactions of the older TCP protocol left them.
   */
  readonly commits?: 'each' | 'shared';
}

const RECORD_OVERHEAD_BYTES = 120;
const FIRST_POSITION = 256;
const TICKS_PER_MILLISECOND = 10_000n;

export const comparePositions = (a: LogPosition, b: LogPosition): number =>
  a.commit - b.commit || a.prepare - b.prepare;

/**
 * The state of a test server: streams, the whole log, tombstones. It outlives the server that serves it, so a second
 * server over the same log is the first one restarted.
 */
export class ServerLog {
  readonly #commits: 'each' | 'shared';
  readonly #streams = new Map<string, LogRecord[]>();
  readonly #deleted = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #records: LogRecord[] = [];
  #end = FIRST_POSITION;

  constructor(options: ServerLogOptions = {}) {
    this.#commits = options.commits ?? 'each';
  }

  /** The whole log in order. Only ever appended to, save by {@link scavenge}. */
  get records(): readonly LogRecord[] {
    return this.#records;
  }

  stream(name: string): readonly LogRecord[] | undefined {
    return this.#streams.get(name);
  }

  isDeleted(name: string): boolean {
    return this.#deleted.has(name);
  }

  /** Calls `listener` after every write until the returned function is called. */
  onWrite(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  write(stream: string, expected: ExpectedRevision, events: readonly ProposedRecord[]): WriteResult {
    if (this.#deleted.has(stream)) return { outcome: 'deleted' };
    const records = this.#streams.get(stream) ?? [];
    const current = records.length - 1;
    const repeated = this.#findRepeated(records, expected, events);
    if (repeated) return written(repeated);
    if (!accepts(expected, current)) return { outcome: 'wrong-expected-version', current };
    return written(this.#store(stream, records, events));
  }

  /** Marks the stream's end for good: nothing reads or writes it again. Its bytes stay until {@link scavenge}. */
  tombstone(stream: string, expected: ExpectedRevision): WriteResult {
    if (this.#deleted.has(stream)) return { outcome: 'deleted' };
    const records = this.#streams.get(stream) ?? [];
    if (!accepts(expected, records.length - 1)) {
      return { outcome: 'wrong-expected-version', current: records.length - 1 };
    }
    const none = new Uint8Array(0);
    const marker = { type: '$streamDeleted', contentType: 'application/json', data: none, customMetadata: none };
    const last = this.#store(stream, records, [{ id: '00000000-0000-4000-8000-000000000000', ...marker }]);
    this.#deleted.add(stream);
    return written(last);
  }

  /** Removes the bytes of tombstoned streams, as the operator's scavenge does. */
  scavenge(): void {
    for (const stream of this.#deleted) this.#streams.delete(stream);
    this.#records = this.#records.filter(
      (record) => !this.#deleted.has(record.stream) || record.type === '$streamDeleted',
    );
  }

  /** The index of the first record at or behind a position. */
  indexAt(position: LogPosition): number {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (comparePositions(this.#records[middle] as LogRecord, position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Mirrors the server: with an exact revision the ids are compared with what follows it; without one, anywhere.
  #findRepeated(
    records: readonly LogRecord[],
    expected: ExpectedRevision,
    events: readonly ProposedRecord[],
  ): LogRecord | undefined {
    const first = events[0];
    if (!first) return undefined;
    const start =
      typeof expected === 'number' || expected === 'no-stream'
        ? (expected === 'no-stream' ? -1 : expected) + 1
        : records.findIndex((record) => record.id === first.id);
    if (start < 0 || !events.every((event, index) => records[start + index]?.id === event.id)) return undefined;
    return records[start + events.length - 1];
  }

  #store(stream: string, records: LogRecord[], events: readonly ProposedRecord[]): LogRecord {
    const prepares = events.map((event) =>
      this.#take(RECORD_OVERHEAD_BYTES + event.data.length + event.customMetadata.length),
    );
    const sharedCommit = this.#commits === 'shared' ? this.#take(RECORD_OVERHEAD_BYTES) : undefined;
    const created = (BigInt(Date.now()) * TICKS_PER_MILLISECOND).toString();
    events.forEach((event, index) => {
      const prepare = prepares[index] as number;
      const record = { ...event, stream, revision: records.length, prepare, commit: sharedCommit ?? prepare, created };
      records.push(record);
      this.#records.push(record);
    });
    this.#streams.set(stream, records);
    for (const listener of this.#listeners) listener();
    return records.at(-1) as LogRecord;
  }

  #take(bytes: number): number {
    const position = this.#end;
    this.#end += bytes;
    return position;
  }
}

const written = (last: LogRecord): WriteResult => ({
  outcome: 'written',
  revision: last.revision,
  commit: last.commit,
  prepare: last.commit,
});

function accepts(expected: ExpectedRevision, current: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return current >= 0;
  return current === (expected === 'no-stream' ? -1 : expected);
}
