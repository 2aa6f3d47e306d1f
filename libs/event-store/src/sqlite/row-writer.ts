import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LOG_START, type Position } from '../port.ts';
import { checksumOf, EVENT_COLUMNS, type NewRow } from './event-row.ts';
import {
  type FailureKind,
  failureKindOf,
  isSqliteError,
  messageOf,
  SQLITE_CONSTRAINT_UNIQUE,
} from './sqlite-errors.ts';

/**
 * What became of rows that were to be written together. `written`: they are on disk, and the commit took so long, in
 * milliseconds. All others: none of them is in the log. `taken`: where one should stand in its stream, another event stands already.
 * `not-next`: their positions do not follow the newest one, because what was to stand before them failed.
 */
export type WriteOutcome =
  | { readonly outcome: 'written'; readonly commitMs: number }
  | { readonly outcome: 'taken' | 'not-next' }
  | { readonly outcome: 'failed'; readonly kind: FailureKind; readonly message: string };

/** Writes rows through a connection that whoever made it closes: see `connectForWriting`. */
export class RowWriter {
  readonly #db: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #insert: StatementSync;
  readonly #selectHead: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insert = db.prepare(`INSERT INTO event (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#selectHead = db.prepare('SELECT position FROM event ORDER BY position DESC LIMIT 1');
  }

  /** As {@link write}, and `not-next` where the first row's position does not follow the newest one in the log. */
  writeNext(rows: readonly NewRow[]): WriteOutcome {
    // The table is STRICT.
    const head = (this.#selectHead.get()?.['position'] as Position | undefined) ?? LOG_START;
    return rows[0]?.[0] === head + 1 ? this.write(rows) : { outcome: 'not-next' };
  }

  /** One transaction, fsynced: all of the rows or none of them. Nothing is thrown. */
  write(rows: readonly NewRow[]): WriteOutcome {
    try {
      return { outcome: 'written', commitMs: this.#writeAll(rows) };
    } catch (error) {
      // Some failures have ended the transaction already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      if (isSqliteError(error, SQLITE_CONSTRAINT_UNIQUE)) return { outcome: 'taken' };
      return { outcome: 'failed', kind: failureKindOf(error), message: messageOf(error) };
    }
  }

  /** How long the commit took, in milliseconds. */
  #writeAll(rows: readonly NewRow[]): number {
    const [alone] = rows;
    // A statement alone is a transaction of its own, which spares a lone event two statements.
    if (alone && rows.length === 1) return timed(() => this.#insertOne(alone));
    this.#begin.run();
    for (const row of rows) this.#insertOne(row);
    return timed(() => this.#commit.run());
  }

  #insertOne(row: NewRow): void {
    const [position, stream, version, type, envelope, dataText, metadataText] = row;
    const checksum = checksumOf(position, stream, version, type, envelope, dataText, metadataText);
    this.#insert.run(position, stream, version, type, envelope, dataText, metadataText, checksum);
  }
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
