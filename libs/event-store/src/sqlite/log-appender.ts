import { EventStoreBroken, EventStoreClosed, EventStoreUnavailable } from '../port.ts';
import { appendFailure } from './append-failure.ts';
import { AppendQueue, type QueuedAppend } from './append-queue.ts';
import type { GroupJudge, JudgedGroup, Written } from './group-judge.ts';
import type { RowWriter, WriteOutcome } from './row-writer.ts';
import type { FailureKind } from './sqlite-errors.ts';
import type { SyncPlace } from './sync-pace.ts';
import { pagesOf, type WalLength } from './wal-length.ts';
import type { Writer } from './writer.ts';

/** How many groups may be with the writer thread: one that it writes, and the next, which it finds when it has done with that. */
export const GROUPS_UNDER_WAY = 2;
/**
 * How many appends have to wait for the next group to be handed over while one is being written: for fewer it is not worth a
 * transaction, and an fsync, of their own.
 */
export const OVERLAP_APPENDS = 16;

export interface LogAppenderParts {
  readonly file: string;
  readonly judge: GroupJudge;
  /** Writes on this thread. */
  readonly inPlace: Pick<RowWriter, 'write'>;
  /** Writes on a thread of its own. Closed by the appender. */
  readonly writer: Writer;
  readonly syncPlace: SyncPlace;
  readonly length: WalLength;
  /** Closes this thread's connection; called once, last. */
  readonly disconnect: () => void;
}

/** Appends that were judged and are answered when their rows are on disk. */
interface Group extends JudgedGroup {
  readonly queued: readonly QueuedAppend[];
  /** Was every stream looked for that is said to be new? */
  readonly looked: boolean;
}

/**
 * Group commit: what waits when a turn of the event loop ends is judged here, written in one transaction, and answered when that is
 * on disk, group by group in their order. While the writer thread writes one group, the next is judged.
 */
export class LogAppender {
  readonly #parts: LogAppenderParts;
  readonly #queue = new AppendQueue();
  /** Judged and not answered, in their order. */
  #underWay: Group[] = [];
  /** Of groups that were not written because of one before them: they are judged again when nothing is under way. */
  #again: QueuedAppend[] = [];
  /** How many of the appends that wait are judged with a look for streams that are said to be new. */
  #toLook = 0;
  /** Is a group to be judged at the end of this turn, or when the write-ahead log has room? */
  #due = false;
  /** Does the next group wait until nothing is under way? */
  #waitsForLanding = false;
  /** Has a group failed since nothing was under way? */
  #isSetBack = false;
  #closing: Promise<void> | undefined;
  /** Called once nothing is under way any more, while closing. */
  #idle: (() => void) | undefined;
  #broken: EventStoreBroken | undefined;

  constructor(parts: LogAppenderParts) {
    this.#parts = parts;
    parts.writer.onBroken((why) => this.#break(why));
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
    await this.#parts.writer.close();
    this.#parts.disconnect();
  }

  get #isIdle(): boolean {
    return this.#queue.size === 0 && this.#underWay.length === 0;
  }

  #refusal(): Error | undefined {
    const { file } = this.#parts;
    if (this.#closing) return new EventStoreClosed(`event log ${file} was closed`);
    if (this.#broken) return this.#broken;
    const { full } = this.#queue;
    return full === undefined ? undefined : new EventStoreUnavailable(`event log ${file}: ${full}`);
  }

  /** Has the next group judged at the end of this turn of the event loop, so that all that is appended in it goes together. */
  #plan(): void {
    if (this.#isIdle) this.#idle?.();
    if (this.#due || !this.#nextMayGo) return;
    this.#due = true;
    setImmediate(() => this.#writeNext());
  }

  get #nextMayGo(): boolean {
    if (this.#underWay.length === 0) return this.#queue.size > 0;
    if (this.#waitsForLanding || this.#underWay.length >= GROUPS_UNDER_WAY) return false;
    return this.#queue.size >= OVERLAP_APPENDS;
  }

  #writeNext(): void {
    if (this.#parts.length.holds(() => this.#writeNext())) return;
    this.#due = false;
    // Whoever broke the store has answered all that waited; and a group may have failed since this was planned.
    if (this.#broken || !this.#nextMayGo) return;
    const group = this.#judgeNext();
    this.#underWay.push(group);
    if (group.rows.length === 0) this.#advance();
    else if (this.#mayWriteHere) this.#landed(this.#writeHere(group));
    else this.#parts.writer.write(group.rows, (outcome) => this.#landedAside(outcome));
    this.#plan();
  }

  #judgeNext(): Group {
    const queued = this.#queue.takeGroup();
    const looked = this.#toLook > 0;
    const judged = this.#parts.judge.judge(
      queued.map(({ append }) => append),
      looked,
    );
    const taken = judged.written.length;
    this.#toLook = Math.max(0, this.#toLook - taken);
    // What could not be judged now can be when all that is under way is on disk.
    if (taken < queued.length) {
      this.#queue.putBack(queued.slice(taken));
      this.#waitsForLanding = true;
    }
    return { ...judged, queued: queued.slice(0, taken), looked };
  }

  /**
   * May this thread write, and wait for the fsync? Only on a fast disk, with nothing else to write or to judge meanwhile, and not while a
   * checkpoint keeps the disk busy.
   */
  get #mayWriteHere(): boolean {
    const { syncPlace, length } = this.#parts;
    return syncPlace.inPlace && this.#underWay.length === 1 && this.#queue.size === 0 && !length.copying;
  }

  #writeHere({ rows }: Group): WriteOutcome {
    const written = this.#parts.inPlace.write(rows);
    if (written.outcome === 'written') this.#parts.syncPlace.tookInPlace(written.commitMs, performance.now());
    return written;
  }

  #landedAside(written: WriteOutcome): void {
    if (this.#broken) return;
    if (written.outcome === 'written') this.#parts.syncPlace.tookAside(written.commitMs, performance.now());
    this.#landed(written);
    this.#plan();
  }

  /** Takes in what became of the oldest group under way. */
  #landed(written: WriteOutcome): void {
    const group = this.#underWay.shift();
    if (!group) throw new Error(`event log ${this.#parts.file}: an answer of the writer that nobody waits for`);
    if (written.outcome === 'written') this.#answer(group);
    else this.#setBack(group, written);
    this.#advance();
  }

  /** Goes on to the next group that the writer has, or to new ones where it has none. */
  #advance(): void {
    for (let next = this.#underWay[0]; next?.rows.length === 0; next = this.#underWay[0]) {
      this.#underWay.shift();
      // What stores nothing waits only for what it was judged by.
      if (this.#isSetBack) this.#again.push(...next.queued);
      else this.#answer(next);
    }
    if (this.#underWay.length > 0) return;
    this.#waitsForLanding = false;
    if (this.#isSetBack) this.#beginAgain();
  }

  #answer({ queued, written, rows, head }: Group): void {
    if (rows.length > 0) {
      const { judge, length } = this.#parts;
      judge.landed(head);
      length.wrote(pagesOf(rows));
    }
    // As many as there are appends, in their order.
    for (const [index, { settle }] of queued.entries()) settle(written[index] as Written);
  }

  /** Nothing of this group was written, and nothing behind it will be: that was judged as if it had been. */
  #setBack(group: Group, why: Exclude<WriteOutcome, { outcome: 'written' }>): void {
    this.#isSetBack = true;
    this.#waitsForLanding = true;
    if (why.outcome === 'failed') this.#fail(group, why);
    else if (why.outcome === 'taken' && group.looked) this.#fail(group, TAKEN_ALTHOUGH_LOOKED_FOR);
    else this.#again.push(...group.queued);
  }

  #fail({ queued }: Group, { kind, message }: { readonly kind: FailureKind; readonly message: string }): void {
    if (kind === 'unsynced') {
      this.#again.push(...queued);
      this.#break(message);
      return;
    }
    for (const { append, settle } of queued) {
      settle({
        outcome: 'failed',
        error: appendFailure(`event log ${this.#parts.file}`, append.stream, { kind, message }),
      });
    }
  }

  #beginAgain(): void {
    this.#isSetBack = false;
    this.#parts.judge.takeBack();
    this.#queue.putBack(this.#again);
    this.#toLook += this.#again.length;
    this.#again = [];
  }

  /**
   * After a failed fsync nobody knows what is on disk, and asking again would answer that all is well
   * (https://wiki.postgresql.org/wiki/Fsync_Errors): only reading the file anew tells. So it is where the writer thread has ended.
   */
  #break(why: string): void {
    const error = new EventStoreBroken(`event log ${this.#parts.file}: ${why}; open it again`);
    this.#broken ??= error;
    const judged = this.#underWay.flatMap(({ queued }) => queued);
    const waiting = [...judged, ...this.#again, ...this.#queue.takeAll()];
    this.#underWay = [];
    this.#again = [];
    for (const { settle } of waiting) settle({ outcome: 'failed', error });
    this.#plan();
  }
}

/** Only a file that is damaged, or that somebody else writes, comes to this. */
const TAKEN_ALTHOUGH_LOOKED_FOR = {
  kind: 'unavailable',
  message: 'an event stands already where the next one belongs',
} as const;
