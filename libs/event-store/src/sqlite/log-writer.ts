import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { CorruptEvent, LOG_START } from '../port.ts';
import { GENESIS_HASH, hashOf } from '../hash-chain.ts';
import { judgeAppend } from '../judge-append.ts';
import { idIn, sealEnvelope } from '../stored-event.ts';
import { checksumOf, EVENT_COLUMNS, storedEventOf } from './event-row.ts';
import { isSqliteError, saysCorrupt, SQLITE_CONSTRAINT_UNIQUE } from './sqlite-errors.ts';
import type { StreamTail } from './stream-tails.ts';
import { StreamTails } from './stream-tails.ts';
import type { WireAnswer, WireAppend } from './writer-protocol.ts';

/** However little a commit holds, it writes the last leaf of the table, one of the index, and most often one more. */
const PAGES_PER_COMMIT = 3;
/** SQLite's default. */
const PAGE_BYTES = 4_096;

/**
 * Writes groups of appends: one transaction and one fsync for as many as there are. Appends of a group see each other;
 * a conflict answers its own append only. Where the transaction fails, every append of the group failed, and nothing of
 * what was remembered of the streams is trusted any more.
 */
export class LogWriter {
  readonly #db: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #insert: StatementSync;
  readonly #selectLast: StatementSync;
  readonly #selectEnvelopes: StatementSync;
  readonly #tails = new StreamTails();
  #position: number;
  #pagesWritten = 0;

  /** Writes through this connection, which nobody else writes through; the caller closes it. */
  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insert = db.prepare(`INSERT INTO event (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#selectLast = db.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1`);
    this.#selectLast.setReturnArrays(true);
    this.#selectEnvelopes = db.prepare(
      'SELECT version, envelope FROM event WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?',
    );
    this.#selectEnvelopes.setReturnArrays(true);
    this.#position = headOf(db);
  }

  /**
   * The answers, in the appends' order; what they say was stored is on disk when this returns. `more` is asked for further
   * appends of the same transaction until it has none, so that one commit serves those too that come while it writes.
   */
  write(group: readonly WireAppend[], more?: () => readonly WireAppend[]): readonly WireAnswer[] {
    // A statement alone is a transaction of its own, which spares a lone event two statements.
    const single = !more && group.length === 1 && group[0]?.[4].length === 1;
    const before = this.#position;
    const taken = [...group];
    const answers: WireAnswer[] = [];
    try {
      if (!single) this.#begin.run();
      for (let next = group; next.length > 0;) {
        for (const append of next) answers.push(this.#judgeAndInsert(append));
        next = more?.() ?? [];
        taken.push(...next);
      }
      if (!single) this.#commit.run();
      this.#pagesWritten += PAGES_PER_COMMIT;
      return answers;
    } catch (error) {
      this.#rollBack(before);
      return taken.map(([request]) => [request, 'failed', ...describe(error)]);
    }
  }

  /** About how many pages of the write-ahead log this writer has filled so far. */
  get pagesWritten(): number {
    return this.#pagesWritten;
  }

  #rollBack(position: number): void {
    this.#tails.clear();
    this.#position = position;
    // Some failures have ended the transaction already.
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
  }

  #judgeAndInsert(append: WireAppend): WireAnswer {
    const [request, stream, expected, , events] = append;
    let tail = this.#tails.get(stream);
    if (!tail) {
      if (expected === 'none' || expected === 0) {
        const answer = this.#insertFirst(append);
        if (answer) return answer;
      }
      try {
        tail = this.#loadTail(stream);
      } catch (error) {
        // Damage in one stream is that stream's: the others of the group go on.
        if (error instanceof CorruptEvent) return [request, 'failed', ...describe(error)];
        throw error;
      }
    }
    const known = tail;
    const ids = events.map(([id]) => id);
    const judgement = judgeAppend(expected, ids, {
      version: known.version,
      idsFrom: (version, count) => this.#idsFrom(stream, version, count),
      versionOf: (id) => this.#versionsById(stream, known).get(id),
    });
    if (judgement.verdict === 'conflict') return [request, 'conflict', known.version];
    if (judgement.verdict === 'repeat') return [request, 'repeated', judgement.firstVersion];
    return this.#insertAll(append, known);
  }

  /**
   * Most new streams are new indeed, so the first event goes in without a look, and the unique index says where it should
   * not have. Undefined: the stream exists.
   */
  #insertFirst(append: WireAppend): WireAnswer | undefined {
    const before = this.#position;
    const tail: StreamTail = { version: 0, hash: GENESIS_HASH };
    try {
      const answer = this.#insertAll(append, tail);
      this.#tails.set(append[1], tail);
      return answer;
    } catch (error) {
      if (!isSqliteError(error, SQLITE_CONSTRAINT_UNIQUE) || tail.version > 0) throw error;
      this.#position = before;
      return undefined;
    }
  }

  #insertAll([request, stream, , recordedAt, events]: WireAppend, tail: StreamTail): WireAnswer {
    const firstVersion = tail.version + 1;
    const firstPosition = this.#position + 1;
    const hashes: string[] = [];
    for (const [id, type, schemaVersion, occurredAt, dataText, metadataText] of events) {
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
      hashes.push(hash);
    }
    return [request, 'appended', firstVersion, firstPosition, hashes];
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
}

function headOf(db: DatabaseSync): number {
  const head = db.prepare('SELECT max(position) AS head FROM event').get()?.['head'];
  return typeof head === 'number' ? head : LOG_START;
}

function describe(error: unknown): ['corrupt' | 'unavailable', string] {
  const why = error instanceof CorruptEvent || saysCorrupt(error) ? 'corrupt' : 'unavailable';
  return [why, isNativeError(error) ? error.message : String(error)];
}
