import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { LogFilter, Position, RecordedEvent } from '../port.ts';
import { CorruptEvent, EventStoreClosed, EventStoreUnavailable } from '../port.ts';
import { EVENT_COLUMNS, storedEventOf } from './event-row.ts';
import { saysCorrupt } from './sqlite-errors.ts';

/** The most events read between two turns of the event loop. */
export const READ_PAGE_EVENTS = 512;
/** The most positions a filtered reader looks through between two turns, however few of them it wants. */
export const SCAN_PAGE_POSITIONS = 4_096;

/** Some of the log: the wanted events, and how far it was looked through. */
export interface LogPage {
  readonly events: readonly RecordedEvent[];
  readonly scannedTo: Position;
}

/** Behind which version of a stream, up to which position of the log, and at most how many. */
export interface StreamStretch {
  readonly after: number;
  readonly upTo: Position;
  readonly limit: number;
}

/** Reads pages of the log behind a position, and not beyond another. */
export type LogPager = (after: Position, upTo: Position, limit: number) => LogPage;

/**
 * Reads the log on the calling thread, through a connection of its own that cannot write. Every event's checksum is
 * verified. Methods throw {@link EventStoreClosed} after `close()`, {@link CorruptEvent} for damaged bytes.
 */
export class LogReader {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #selectStream: StatementSync;
  readonly #selectLast: StatementSync;
  readonly #selectAll: StatementSync;

  constructor(file: string) {
    this.#file = file;
    this.#db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    const prepare = (rest: string): StatementSync => prepareArrays(this.#db, rest);
    this.#selectStream = prepare('WHERE stream = ? AND version > ? AND position <= ? ORDER BY version LIMIT ?');
    this.#selectLast = prepare('WHERE stream = ? AND position <= ? ORDER BY version DESC LIMIT 1');
    this.#selectAll = prepare('WHERE position > ? AND position <= ? ORDER BY position LIMIT ?');
  }

  /** A stream's events behind a version and not beyond a position, at most `limit` and {@link READ_PAGE_EVENTS}. */
  streamPage(stream: string, { after, upTo, limit }: StreamStretch): readonly RecordedEvent[] {
    return this.#read(this.#selectStream, [stream, after, upTo, Math.min(limit, READ_PAGE_EVENTS)]);
  }

  /** A stream's newest event that is not beyond a position. */
  last(stream: string, upTo: Position): RecordedEvent | undefined {
    return this.#read(this.#selectLast, [stream, upTo])[0];
  }

  /** A reader of the whole log or of what a filter wants of it. Make it once per iteration: it prepares its statement. */
  pager(filter: LogFilter | undefined): LogPager {
    if (!filter?.types && !filter?.streamPrefixes) {
      return (after, upTo, limit) => this.#page(this.#selectAll, [after, upTo], { upTo, limit });
    }
    const { condition, values } = conditionOf(filter);
    this.#checkOpen();
    const select = prepareArrays(
      this.#db,
      `WHERE position > ? AND position <= ? AND ${condition} ORDER BY position LIMIT ?`,
    );
    return (after, upTo, limit) => {
      const scanTo = Math.min(upTo, after + SCAN_PAGE_POSITIONS);
      return this.#page(select, [after, scanTo, ...values], { upTo: scanTo, limit });
    };
  }

  /** Safe to call twice. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #page(
    select: StatementSync,
    values: readonly SQLInputValue[],
    { upTo, limit }: { readonly upTo: Position; readonly limit: number },
  ): LogPage {
    const most = Math.min(limit, READ_PAGE_EVENTS);
    const events = this.#read(select, [...values, most]);
    const last = events.at(-1);
    return { events, scannedTo: last && events.length === most ? last.position : upTo };
  }

  #read(select: StatementSync, values: readonly SQLInputValue[]): readonly RecordedEvent[] {
    this.#checkOpen();
    try {
      // The statement returns arrays.
      const rows = select.all(...values) as unknown as readonly SQLOutputValue[][];
      return rows.map(storedEventOf);
    } catch (cause) {
      if (cause instanceof CorruptEvent) throw cause;
      if (saysCorrupt(cause)) throw new CorruptEvent(`event log ${this.#file} is damaged: restore it`, { cause });
      throw new EventStoreUnavailable(`event log ${this.#file} cannot be read`, { cause });
    }
  }

  #checkOpen(): void {
    if (!this.#db.isOpen) throw new EventStoreClosed(`event log ${this.#file} was closed`);
  }
}

/** Lets everything else that waits for the thread have its turn. */
export const yieldToOthers = (): Promise<unknown> => nextTurn();

function prepareArrays(db: DatabaseSync, rest: string): StatementSync {
  const statement = db.prepare(`SELECT ${EVENT_COLUMNS} FROM event ${rest}`);
  statement.setReturnArrays(true);
  return statement;
}

/** The filter as SQL, so that unwanted rows never become JavaScript. */
function conditionOf({ types, streamPrefixes }: LogFilter): { condition: string; values: SQLInputValue[] } {
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  if (types) {
    conditions.push('type IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(types));
  }
  if (streamPrefixes) {
    // SQLite counts characters by code points, and its `=` compares bytes, which is what `startsWith` comes to.
    conditions.push(
      'EXISTS (SELECT 1 FROM json_each(?) AS prefix WHERE substr(stream, 1, length(prefix.value)) = prefix.value)',
    );
    values.push(JSON.stringify(streamPrefixes));
  }
  return { condition: conditions.join(' AND '), values };
}
