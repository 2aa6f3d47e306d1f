import type { DatabaseSync } from 'node:sqlite';
import type { NewRow } from '../sqlite/event-row.ts';
import { RowWriter, type WriteOutcome } from '../sqlite/row-writer.ts';
import { connectForWriting } from '../sqlite/write-connection.ts';
import type { Writer } from '../sqlite/writer.ts';

interface HandedOver {
  readonly rows: readonly NewRow[];
  readonly done: (outcome: WriteOutcome) => void;
}

/** Does what the writer thread does, when a test says so. */
export class HeldWriter implements Writer {
  /** Handed over and not written, the oldest first. */
  readonly waiting: HandedOver[] = [];
  closed = false;
  readonly #db: DatabaseSync;
  readonly #writer: RowWriter;
  #tell: ((why: string) => void) | undefined;

  constructor(file: string) {
    this.#db = connectForWriting(file, 0);
    this.#writer = new RowWriter(this.#db);
  }

  write(rows: readonly NewRow[], done: (outcome: WriteOutcome) => void): void {
    this.waiting.push({ rows, done });
  }

  /** Writes the oldest, and gives what answers it. */
  writeOldest(): () => void {
    const oldest = this.waiting.shift();
    if (!oldest) throw new Error('nothing was handed over');
    const outcome = this.#writer.writeNext(oldest.rows);
    return () => oldest.done(outcome);
  }

  /** Writes the oldest and answers it, or answers with what it is given. */
  finish(outcome?: WriteOutcome): void {
    if (outcome) this.waiting.shift()?.done(outcome);
    else this.writeOldest()();
  }

  /** The disk is full when the file is so many pages longer than it is. */
  limitPages(more: number): void {
    const { page_count: pages } = this.#db.prepare('PRAGMA page_count').get() as { page_count: number };
    this.#db.exec(`PRAGMA max_page_count = ${pages + more}`);
  }

  onBroken(tell: (why: string) => void): void {
    this.#tell = tell;
  }

  break(why: string): void {
    this.#tell?.(why);
  }

  close(): Promise<void> {
    this.closed = true;
    if (this.#db.isOpen) this.#db.close();
    return Promise.resolve();
  }
}
