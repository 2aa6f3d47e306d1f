import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { CorruptEvent, EventStoreUnavailable, LOG_START, type Position } from '../port.ts';
import { GENESIS_HASH, hashOf } from '../hash-chain.ts';
import { judgeAppend } from '../judge-append.ts';
import type { CheckedAppend, CheckedEvent } from '../append-request.ts';
import { idIn, recordedAtIn, sealEnvelope, StoredEvent } from '../stored-event.ts';
import { checksumOf, EVENT_COLUMNS, storedEventOf } from './event-row.ts';
import { isSqliteError, saysCorrupt, SQLITE_CONSTRAINT_UNIQUE } from './sqlite-errors.ts';
import type { StreamTail } from './stream-tails.ts';
import { StreamTails } from './stream-tails.ts';

/** An append, and the moment it was taken in. */
export interface TimedAppend extends CheckedAppend {
  readonly recordedAt: string;
}

/** What became of an append. `repeated`: its events stand there already, the first at `firstVersion`. */
export type Written =
  | { readonly outcome: 'appended'; readonly events: readonly StoredEvent[] }
  | { readonly outcome: 'repeated'; readonly firstVersion: number }
  | { readonly outcome: 'conflict'; readonly actual: number }
  | { readonly outcome: 'failed'; readonly error: Error };

/** The newest position of a log, and the moment that was recorded: 0 and no text where there is none. */
export interface LogEnd {
  readonly head: Position;
  readonly lastRecordedAt: string;
}

/** However little a commit holds, it writes the last leaf of the table, one of the index, and most often one more. */
const PAGES_PER_COMMIT = 3;
/** SQLite's default. */
const PAGE_BYTES = 4_096;

/**
 * Writes groups of appends, one transaction for as many as there are. Appends of a group see each other; a conflict answers
 * its own append only. Where the transaction fails, every append of the group failed, and nothing of what was remembered of
 * the streams is trusted any more. What is written is not yet on disk: see `WalFile`.
 */
export class LogWriter {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #insert: StatementSync;
  readonly #selectLast: StatementSync;
  readonly #selectEnvelopes: StatementSync;
  readonly #tails = new StreamTails();
  readonly #opened: LogEnd;
  #position: Position;
  #pagesWritten = 0;

  /** Writes through this connection to `file`, which nobody else writes through; the caller closes it. */
  constructor(db: DatabaseSync, file: string) {
    this.#db = db;
    this.#file = file;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insert = db.prepare(`INSERT INTO event (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#selectLast = db.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1`);
    this.#selectLast.setReturnArrays(true);
    this.#selectEnvelopes = db.prepare(
      'SELECT version, envelope FROM event WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?',
    );
    this.#selectEnvelopes.setReturnArrays(true);
    this.#opened = endOf(db);
    this.#position = this.#opened.head;
  }

  /** Where the log ended when this began. */
  get opened(): LogEnd {
    return this.#opened;
  }

  /** The position of the newest event written. */
  get head(): Position {
    return this.#position;
  }

  /** About how many pages of the write-ahead log this writer has filled so far. */
  get pagesWritten(): number {
    return this.#pagesWritten;
  }

  /** What became of each append, in their order. */
  write(group: readonly TimedAppend[]): readonly Written[] {
    // A statement alone is a transaction of its own, which spares a lone event two statements.
    const single = group.length === 1 && group[0]?.events.length === 1;
    const before = this.#position;
    try {
      if (!single) this.#begin.run();
      const written = group.map((append) => this.#judgeAndInsert(append));
      if (!single) this.#commit.run();
      this.#pagesWritten += PAGES_PER_COMMIT;
      return written;
    } catch (error) {
      this.#rollBack(before);
      return group.map(({ stream }) => this.#failed(stream, error));
    }
  }

  #rollBack(position: number): void {
    this.#tails.clear();
    this.#position = position;
    // Some failures have ended the transaction already.
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
  }

  #judgeAndInsert(append: TimedAppend): Written {
    const { stream, expected, events } = append;
    let tail = this.#tails.get(stream);
    if (!tail) {
      if (expected === 'none' || expected === 0) {
        const first = this.#insertFirst(append);
        if (first) return first;
      }
      try {
        tail = this.#loadTail(stream);
      } catch (error) {
        // Damage in one stream is that stream's: the others of the group go on.
        if (error instanceof CorruptEvent) return this.#failed(stream, error);
        throw error;
      }
    }
    const known = tail;
    const ids = events.map(({ id }) => id);
    const judgement = judgeAppend(expected, ids, {
      version: known.version,
      idsFrom: (version, count) => this.#idsFrom(stream, version, count),
      versionOf: (id) => this.#versionsById(stream, known).get(id),
    });
    if (judgement.verdict === 'conflict') return { outcome: 'conflict', actual: known.version };
    if (judgement.verdict === 'repeat') return { outcome: 'repeated', firstVersion: judgement.firstVersion };
    return { outcome: 'appended', events: this.#insertAll(append, known) };
  }

  /**
   * Most new streams are new indeed, so the first event goes in without a look, and the unique index says where it should
   * not have. Undefined: the stream exists.
   */
  #insertFirst(append: TimedAppend): Written | undefined {
    const before = this.#position;
    const tail: StreamTail = { version: 0, hash: GENESIS_HASH };
    try {
      const events = this.#insertAll(append, tail);
      this.#tails.set(append.stream, tail);
      return { outcome: 'appended', events };
    } catch (error) {
      if (!isSqliteError(error, SQLITE_CONSTRAINT_UNIQUE) || tail.version > 0) throw error;
      this.#position = before;
      return undefined;
    }
  }

  #insertAll(append: TimedAppend, tail: StreamTail): readonly StoredEvent[] {
    return append.events.map((event) => this.#insertOne(append, event, tail));
  }

  #insertOne({ stream, recordedAt }: TimedAppend, event: CheckedEvent, tail: StreamTail): StoredEvent {
    const { id, type, schemaVersion, occurredAt, dataText, metadataText } = event;
    const version = tail.version + 1;
    const position = this.#position + 1;
    const fields = { stream, version, id, type, schemaVersion, occurredAt, recordedAt, dataText, metadataText };
    const hash = hashOf(tail.hash, fields);
    const envelope = sealEnvelope({ id, occurredAt, recordedAt, hash, schemaVersion });
    const checksum = checksumOf(position, stream, version, type, envelope, dataText, metadataText);
    this.#insert.run(position, stream, version, type, envelope, dataText, metadataText, checksum);
    this.#position = position;
    tail.version = version;
    tail.hash = hash;
    this.#pagesWritten += (dataText.length + metadataText.length) / PAGE_BYTES;
    this.#tails.addId(stream, id, version);
    return new StoredEvent(position, stream, version, type, envelope, dataText, metadataText);
  }

  #loadTail(stream: string): StreamTail {
    const row = this.#selectLast.get(stream) as unknown as Parameters<typeof storedEventOf>[0] | undefined;
    const last = row && storedEventOf(row);
    const tail = { version: last?.version ?? 0, hash: last?.hash ?? GENESIS_HASH };
    this.#tails.set(stream, tail);
    return tail;
  }

  #versionsById(stream: string, tail: StreamTail): Map<string, number> {
    const known = this.#tails.idsOf(stream);
    if (known) return known;
    const found = this.#envelopesFrom(stream, 1, tail.version);
    const versionsById = new Map(found.map(([version, envelope]) => [idIn(envelope), version]));
    this.#tails.setIds(stream, versionsById);
    return versionsById;
  }

  #idsFrom(stream: string, version: number, count: number): readonly string[] {
    return this.#envelopesFrom(stream, version, count).map(([, envelope]) => idIn(envelope));
  }

  #envelopesFrom(stream: string, version: number, count: number): readonly (readonly [number, string])[] {
    // The statement returns arrays, and the table is STRICT.
    return this.#selectEnvelopes.all(stream, version, count) as unknown as readonly (readonly [number, string])[];
  }

  #failed(stream: string, error: unknown): Written {
    const why = isNativeError(error) ? error.message : String(error);
    const text = `event log ${this.#file}: append to ${stream} failed: ${why}`;
    const corrupt = error instanceof CorruptEvent || saysCorrupt(error);
    return { outcome: 'failed', error: corrupt ? new CorruptEvent(text) : new EventStoreUnavailable(text) };
  }
}

// Without a look at the checksum: a damaged last event is its stream's, and the log opens.
function endOf(db: DatabaseSync): LogEnd {
  const last = db.prepare('SELECT position, envelope FROM event ORDER BY position DESC LIMIT 1').get();
  const head = last?.['position'];
  const envelope = last?.['envelope'];
  if (typeof head !== 'number' || typeof envelope !== 'string') return { head: LOG_START, lastRecordedAt: '' };
  return { head, lastRecordedAt: recordedAtIn(envelope) };
}
