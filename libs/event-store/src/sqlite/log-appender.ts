import { EventStoreBroken, EventStoreClosed, EventStoreUnavailable } from '../port.ts';
import { AppendQueue, type QueuedAppend } from './append-queue.ts';
import type { LogWriter, Written } from './log-writer.ts';
import type { SyncPlace } from './sync-pace.ts';
import type { WalFile } from './wal-file.ts';
import type { WalLength } from './wal-length.ts';

/**
 * How many appends have to wait for the next group to be written while the last one is still on its way to the disk: for fewer
 * it is not worth a transaction of their own.
 */
export const OVERLAP_APPENDS = 16;

export interface LogAppenderParts {
  readonly file: string;
  readonly writer: LogWriter;
  readonly wal: WalFile;
  readonly syncPlace: SyncPlace;
  readonly length: WalLength;
  /** Closes the writer's connection; called once, last. */
  readonly disconnect: () => void;
}

/** Appends that were written and are answered when they are on disk. */
interface WrittenGroup {
  readonly group: readonly QueuedAppend[];
  readonly written: readonly Written[];
}

/**
 * Group commit on the event loop: what waits when a turn ends is written in one transaction, and answered after an fsync. One
 * fsync is under way at a time, and serves all that was written when it began; where many append, the next group is written
 * meanwhile.
 */
export class LogAppender {
  readonly #parts: LogAppenderParts;
  readonly #queue = new AppendQueue();
  #unsynced: WrittenGroup[] = [];
  /** Is an fsync under way aside? */
  #syncing = false;
  /** Is a group to be written at the end of this turn, or when the write-ahead log has room? */
  #due = false;
  #closing: Promise<void> | undefined;
  /** Called once nothing is under way any more, while closing. */
  #idle: (() => void) | undefined;
  #broken: EventStoreBroken | undefined;

  constructor(parts: LogAppenderParts) {
    this.#parts = parts;
  }

  /** Set once nothing will be written any more, although nobody asked for that. */
  get broken(): EventStoreBroken | undefined {
    return this.#broken;
  }

  append(queued: QueuedAppend): void {
    const error = this.#refusal();
    if (error) {
      queued.settle({ outcome: 'failed', error });
      return;
    }
    this.#queue.push(queued);
    this.#plan();
  }

  /** Writes what waits, then lets go of the file. Safe to call twice. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    if (!this.#isIdle) await new Promise<void>((resolve) => (this.#idle = resolve));
    this.#parts.wal.close();
    this.#parts.disconnect();
  }

  get #isIdle(): boolean {
    return this.#queue.size === 0 && this.#unsynced.length === 0 && !this.#syncing;
  }

  #refusal(): Error | undefined {
    const { file } = this.#parts;
    if (this.#closing) return new EventStoreClosed(`event log ${file} was closed`);
    if (this.#broken) return this.#broken;
    const { full } = this.#queue;
    return full === undefined ? undefined : new EventStoreUnavailable(`event log ${file}: ${full}`);
  }

  /** Has the next group written at the end of this turn of the event loop, so that all that is appended in it goes together. */
  #plan(): void {
    if (this.#isIdle) this.#idle?.();
    if (this.#due || this.#queue.size < (this.#syncing ? OVERLAP_APPENDS : 1)) return;
    this.#due = true;
    setImmediate(() => this.#write());
  }

  #write(): void {
    const { writer, length } = this.#parts;
    if (length.holds(() => this.#write())) return;
    this.#due = false;
    // A failed fsync has answered all that waited.
    if (this.#broken) return;
    const group = this.#queue.takeGroup();
    const before = writer.head;
    try {
      this.#unsynced.push({ group, written: writer.write(group.map(({ append }) => append)) });
    } catch (cause) {
      this.#break([{ group, written: [] }], cause);
      this.#plan();
      return;
    }
    length.wrote(writer.pagesWritten);
    if (!this.#syncing) this.#finish(writer.head > before);
    this.#plan();
  }

  /** Answers what was just written, with nothing before it: at once where nothing was stored, else when it is on disk. */
  #finish(stored: boolean): void {
    if (stored && !this.#mayWait) this.#syncAside();
    else if (!stored || this.#syncedInPlace()) this.#settle(this.#takeUnsynced());
  }

  /** May this thread wait for an fsync? Not with more to write meanwhile, and not while a checkpoint keeps the disk busy. */
  get #mayWait(): boolean {
    const { syncPlace, length } = this.#parts;
    return syncPlace.inPlace && this.#queue.size === 0 && !length.copying;
  }

  #syncedInPlace(): boolean {
    const { wal, syncPlace } = this.#parts;
    const began = performance.now();
    try {
      wal.sync();
    } catch (cause) {
      this.#break(this.#takeUnsynced(), cause);
      return false;
    }
    const now = performance.now();
    syncPlace.tookInPlace(now - began, now);
    return true;
  }

  #syncAside(): void {
    const { wal, syncPlace } = this.#parts;
    const groups = this.#takeUnsynced();
    const began = performance.now();
    this.#syncing = true;
    wal.syncAside((error) => {
      this.#syncing = false;
      if (error) {
        this.#break(groups, error);
      } else {
        const now = performance.now();
        syncPlace.tookAside(now - began, now);
        // Before the answers make work for this thread.
        if (this.#unsynced.length > 0) this.#syncAside();
        this.#settle(groups);
      }
      this.#plan();
    });
  }

  #takeUnsynced(): readonly WrittenGroup[] {
    const groups = this.#unsynced;
    this.#unsynced = [];
    return groups;
  }

  #settle(groups: readonly WrittenGroup[]): void {
    for (const { group, written } of groups) {
      // As many as there are appends, in their order.
      for (const [index, { settle }] of group.entries()) settle(written[index] as Written);
    }
  }

  /**
   * After a failed fsync nobody knows what is on disk, and asking again would answer that all is well
   * (https://wiki.postgresql.org/wiki/Fsync_Errors): only reading the file anew tells.
   */
  #break(groups: readonly WrittenGroup[], cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause);
    const error = new EventStoreBroken(`event log ${this.#parts.file}: ${why}; open it again`, { cause });
    this.#broken = error;
    const written = [...groups, ...this.#takeUnsynced()].flatMap(({ group }) => group);
    for (const { settle } of [...written, ...this.#queue.takeAll()]) settle({ outcome: 'failed', error });
  }
}
