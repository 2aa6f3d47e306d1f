import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { AppendRequest } from '@meets/event-store';

/** Stands where the store keeps a hash, so that both write as many bytes. */
const NO_HASH = '0'.repeat(64);

/**
 * The least code that appends events durably with node:sqlite: WAL, synchronous=FULL, the expected version checked, rows of
 * the store's own shape and its one unique index. It runs in one thread and has no limits, hashes, checksums, repeated-append
 * check or followers.
 */
export class RawSqlite {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #versionOf: StatementSync;
  readonly #waiting: { request: AppendRequest; done: () => void }[] = [];

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#database.exec(`CREATE TABLE event (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL, envelope TEXT NOT NULL,
      data TEXT NOT NULL, metadata TEXT NOT NULL, checksum INTEGER NOT NULL, UNIQUE (stream, version)) STRICT`);
    this.#versionOf = this.#database.prepare(
      'SELECT version FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1',
    );
    this.#versionOf.setReturnArrays(true);
    this.#insert = this.#database.prepare(
      'INSERT INTO event (stream, version, type, envelope, data, metadata, checksum) VALUES (?, ?, ?, ?, ?, ?, 0)',
    );
  }

  /** One transaction, one fsync. */
  append(request: AppendRequest): Promise<void> {
    this.appendTogether([request]);
    return Promise.resolve();
  }

  /** Group commit: whatever is waiting when the event loop comes round shares one transaction and one fsync. */
  appendGrouped(request: AppendRequest): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ request, done });
      if (this.#waiting.length === 1) setImmediate(() => this.#flush());
    });
  }

  /** Many appends in one transaction. */
  appendTogether(requests: readonly AppendRequest[]): void {
    this.#database.exec('BEGIN IMMEDIATE');
    for (const request of requests) this.#write(request);
    this.#database.exec('COMMIT');
  }

  /** Every row in order, as an array, which is the fastest that node:sqlite reads. */
  rows(): Iterable<RawRow> {
    const select = this.#database.prepare(
      'SELECT stream, version, type, envelope, data, metadata FROM event ORDER BY position',
    );
    select.setReturnArrays(true);
    // The columns as they were just selected, of a STRICT table.
    return select.iterate() as Iterable<unknown> as Iterable<RawRow>;
  }

  close(): void {
    this.#database.close();
  }

  #flush(): void {
    const group = this.#waiting.splice(0);
    this.appendTogether(group.map(({ request }) => request));
    for (const { done } of group) done();
  }

  #write({ stream, expected, events }: AppendRequest): void {
    const version = this.#versionOf.get(stream) === undefined ? 'none' : 'exists';
    if (version !== expected) throw new Error(`stream ${stream} is not as expected`);
    const recordedAt = new Date().toISOString();
    for (const [index, event] of events.entries()) {
      const envelope = `${event.id}${event.occurredAt}${recordedAt}${NO_HASH}${event.schemaVersion}`;
      this.#insert.run(
        stream,
        index + 1,
        event.type,
        envelope,
        JSON.stringify(event.data),
        JSON.stringify(event.metadata),
      );
    }
  }
}

/** stream, version, type, envelope, data, metadata */
export type RawRow = readonly [string, number, string, string, string, string];
