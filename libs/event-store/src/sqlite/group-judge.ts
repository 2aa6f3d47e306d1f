import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { CorruptEvent, type ExpectedVersion, LOG_START, type Position } from '../port.ts';
import type { CheckedAppend, CheckedEvent } from '../append-request.ts';
import { GENESIS_HASH, hashOf } from '../hash-chain.ts';
import { type Judgement, judgeAppend } from '../judge-append.ts';
import { idIn, recordedAtIn, sealEnvelope, StoredEvent } from '../stored-event.ts';
import { appendFailure } from './append-failure.ts';
import { EVENT_COLUMNS, type NewRow, storedEventOf } from './event-row.ts';
import { failureKindOf, messageOf } from './sqlite-errors.ts';
import { type StreamTail, StreamTails } from './stream-tails.ts';

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

/** What becomes of the first appends of a group, one for one, once its rows are on disk. */
export interface JudgedGroup {
  readonly written: readonly Written[];
  readonly rows: readonly NewRow[];
  /** The log's newest position with these rows. */
  readonly head: Position;
}

/**
 * Says what becomes of appends, before any of it is written: each group is judged as if all rows before it were in the log
 * already, so that the next group is ready when the writer has done with this one. Reads through a connection that whoever made
 * it closes.
 */
export class GroupJudge {
  readonly #file: string;
  readonly #selectLast: StatementSync;
  readonly #selectEnvelopes: StatementSync;
  readonly #tails = new StreamTails();
  readonly #opened: LogEnd;
  /** The newest position given to an event, and the newest that is on disk. */
  #head: Position;
  #landed: Position;

  constructor(db: DatabaseSync, file: string) {
    this.#file = file;
    this.#selectLast = db.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1`);
    this.#selectLast.setReturnArrays(true);
    this.#selectEnvelopes = db.prepare(
      'SELECT version, envelope FROM event WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?',
    );
    this.#selectEnvelopes.setReturnArrays(true);
    this.#opened = endOf(db);
    this.#head = this.#opened.head;
    this.#landed = this.#opened.head;
  }

  /** Where the log ended when this began. */
  get opened(): LogEnd {
    return this.#opened;
  }

  /**
   * Judges appends in their order, up to the first one for which it has to read what is not on disk yet; that one and those
   * behind it are to be judged again when everything has landed. `look`: does a stream that is said to be new have to be looked for?
   * Most are new indeed, so it is taken for granted at first, and the writer says `taken` where it should not have been.
   */
  judge(group: readonly TimedAppend[], look: boolean): JudgedGroup {
    const rows: NewRow[] = [];
    const written: Written[] = [];
    for (const append of group) {
      const one = this.#judgeOne(append, look, rows);
      if (!one) break;
      written.push(one);
    }
    return { written, rows, head: this.#head };
  }

  /** Takes in that everything up to this position is on disk. */
  landed(head: Position): void {
    this.#landed = head;
  }

  /** Takes back what was judged and has not landed, for it will not, and trusts nothing that it remembers. */
  takeBack(): void {
    this.#tails.clear();
    this.#head = this.#landed;
  }

  /** Undefined: not now. */
  #judgeOne(append: TimedAppend, look: boolean, rows: NewRow[]): Written | undefined {
    const { stream, expected } = append;
    try {
      const tail = this.#tailOf(stream, expected, look);
      if (tail.position > this.#landed && this.#readsIds(append, tail)) return undefined;
      const judgement = this.#judgementOf(append, tail);
      switch (judgement.verdict) {
        case 'conflict':
          return { outcome: 'conflict', actual: tail.version };
        case 'repeat':
          return { outcome: 'repeated', firstVersion: judgement.firstVersion };
        case 'append':
          return {
            outcome: 'appended',
            events: append.events.map((event) => this.#storeOne(append, event, tail, rows)),
          };
      }
    } catch (error) {
      // Damage in one stream is that stream's: the others of the group go on.
      return { outcome: 'failed', error: this.#failure(stream, error) };
    }
  }

  #tailOf(stream: string, expected: ExpectedVersion, look: boolean): StreamTail {
    const known = this.#tails.get(stream);
    if (known) return known;
    const tail = !look && saysNew(expected) ? newStream() : this.#readTail(stream);
    this.#tails.set(stream, tail);
    return tail;
  }

  #readTail(stream: string): StreamTail {
    const row = this.#selectLast.get(stream) as unknown as Parameters<typeof storedEventOf>[0] | undefined;
    if (!row) return newStream();
    const { version, hash, position } = storedEventOf(row);
    return { version, hash, position };
  }

  /** Can this append be judged only by ids that are read from the file? */
  #readsIds({ stream, expected }: TimedAppend, tail: StreamTail): boolean {
    if (expected === 'any' || expected === 'exists') return this.#tails.idsOf(stream) === undefined;
    return tail.version !== (expected === 'none' ? 0 : expected);
  }

  #judgementOf({ stream, expected, events }: TimedAppend, tail: StreamTail): Judgement {
    const ids = events.map(({ id }) => id);
    return judgeAppend(expected, ids, {
      version: tail.version,
      idsFrom: (version, count) => this.#idsFrom(stream, version, count),
      versionOf: (id) => this.#versionsById(stream, tail).get(id),
    });
  }

  #storeOne({ stream, recordedAt }: TimedAppend, event: CheckedEvent, tail: StreamTail, rows: NewRow[]): StoredEvent {
    const { id, type, schemaVersion, occurredAt, dataText, metadataText } = event;
    const version = tail.version + 1;
    const position = this.#head + 1;
    const fields = { stream, version, id, type, schemaVersion, occurredAt, recordedAt, dataText, metadataText };
    const hash = hashOf(tail.hash, fields);
    const envelope = sealEnvelope({ id, occurredAt, recordedAt, hash, schemaVersion });
    rows.push([position, stream, version, type, envelope, dataText, metadataText]);
    this.#head = position;
    tail.version = version;
    tail.hash = hash;
    tail.position = position;
    this.#tails.addId(stream, id, version);
    return new StoredEvent(position, stream, version, type, envelope, dataText, metadataText);
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

  #failure(stream: string, error: unknown): Error {
    const kind = error instanceof CorruptEvent ? 'corrupt' : failureKindOf(error);
    return appendFailure(`event log ${this.#file}`, stream, { kind, message: messageOf(error) });
  }
}

const saysNew = (expected: ExpectedVersion): boolean => expected === 'none' || expected === 0;
const newStream = (): StreamTail => ({ version: 0, hash: GENESIS_HASH, position: LOG_START });

// Without a look at the checksum: a damaged last event is its stream's, and the log opens.
function endOf(db: DatabaseSync): LogEnd {
  const last = db.prepare('SELECT position, envelope FROM event ORDER BY position DESC LIMIT 1').get();
  const head = last?.['position'];
  const envelope = last?.['envelope'];
  if (typeof head !== 'number' || typeof envelope !== 'string') return { head: LOG_START, lastRecordedAt: '' };
  return { head, lastRecordedAt: recordedAtIn(envelope) };
}
