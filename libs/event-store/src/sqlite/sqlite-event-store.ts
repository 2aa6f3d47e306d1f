import type {
  AppendRequest,
  AppendResult,
  EventStore,
  FollowMessage,
  FollowOptions,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
} from '../port.ts';
import { EventStoreClosed, LOG_START } from '../port.ts';
import { checkAppend } from '../append-request.ts';
import { iterateBatches } from '../batches.ts';
import { LiveTail } from '../live-tail.ts';
import { createRecordedClock } from '../recorded-clock.ts';
import type { Checkpointer } from './checkpointer.ts';
import type { LogAppender } from './log-appender.ts';
import type { LogLock } from './log-file.ts';
import type { LogPager, LogReader } from './log-reader.ts';
import { READ_PAGE_EVENTS, yieldToOthers } from './log-reader.ts';
import type { LogEnd, TimedAppend, Written } from './group-judge.ts';

export interface SqliteEventStoreParts {
  readonly file: string;
  readonly lock: LogLock;
  readonly appender: LogAppender;
  readonly checkpointer: Checkpointer;
  readonly reader: LogReader;
  /** Where the log ended when it was opened. */
  readonly opened: LogEnd;
  readonly now: () => number;
  readonly liveTailEvents?: number;
}

/** Puts the parts together: the appender, the checkpointer, the reader, and the live tail between them. Owns and closes them all. */
export class SqliteEventStore implements EventStore {
  readonly #parts: SqliteEventStoreParts;
  readonly #tail: LiveTail;
  readonly #recordedNow: () => string;
  #closing: Promise<void> | undefined;

  constructor(parts: SqliteEventStoreParts) {
    this.#parts = parts;
    this.#tail = new LiveTail(parts.opened.head, parts.liveTailEvents);
    this.#recordedNow = createRecordedClock(parts.now, parts.opened.lastRecordedAt);
  }

  append(request: AppendRequest): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      // What is thrown in here rejects; and an async function around the promise would cost every append three more turns.
      this.#checkOpen();
      const { stream, expected, events } = checkAppend(request);
      const append = { stream, expected, events, recordedAt: this.#recordedNow() };
      const settle = (written: Written): void => {
        // Called between the answers to other appends, which what is thrown would lose.
        try {
          resolve(this.#take(append, written));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error), { cause: error }));
        }
      };
      this.#parts.appender.append({ append, settle });
    });
  }

  readStream(stream: string, { after = 0, limit = Infinity }: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    let version = after;
    let left = limit;
    let turn = 0;
    return iterateBatches({
      next: async () => {
        this.#checkOpen();
        if (left <= 0) return undefined;
        if (turn++ > 0) await yieldToOthers();
        const page = this.#parts.reader.streamPage(stream, { after: version, upTo: this.#tail.head, limit: left });
        // A page that is not full was the last one.
        left = page.length < READ_PAGE_EVENTS ? 0 : left - page.length;
        version += page.length;
        return page.length > 0 ? page : undefined;
      },
    });
  }

  async lastOf(stream: string): Promise<RecordedEvent | undefined> {
    this.#checkOpen();
    return this.#parts.reader.last(stream, this.#tail.head);
  }

  readAll({ after = LOG_START, filter, limit = Infinity }: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    const upTo = this.#tail.head;
    let position = after;
    let left = limit;
    let read: LogPager | undefined;
    return iterateBatches({
      next: async () => {
        while (position < upTo && left > 0) {
          this.#checkOpen();
          if (read) await yieldToOthers();
          this.#checkOpen();
          read ??= this.#parts.reader.pager(filter);
          const page = read(position, upTo, left);
          position = page.scannedTo;
          left -= page.events.length;
          if (page.events.length > 0) return page.events;
        }
        this.#checkOpen();
        return undefined;
      },
    });
  }

  follow(options: FollowOptions = {}): AsyncIterable<FollowMessage> {
    if (this.#closing) return iterateBatches<FollowMessage>({ next: () => Promise.reject(this.#closed()) });
    let read: LogPager | undefined;
    return this.#tail.follow(options, async (after, upTo) => {
      if (read) await yieldToOthers();
      this.#checkOpen();
      read ??= this.#parts.reader.pager(options.filter);
      return read(after, upTo, Infinity);
    });
  }

  async head(): Promise<Position> {
    this.#checkOpen();
    const { broken } = this.#parts.appender;
    if (broken) throw broken;
    return this.#tail.head;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#closeParts());
  }

  async #closeParts(): Promise<void> {
    const { appender, checkpointer, reader, lock } = this.#parts;
    try {
      await appender.close();
      await checkpointer.close();
    } finally {
      this.#tail.close();
      reader.close();
      lock.release();
    }
  }

  /** Runs in commit order, so followers are told in commit order too. */
  #take({ stream, expected, events }: TimedAppend, written: Written): AppendResult {
    switch (written.outcome) {
      case 'failed':
        throw written.error;
      case 'conflict':
        return { outcome: 'conflict', expected, actual: written.actual };
      case 'repeated': {
        const first = { after: written.firstVersion - 1, upTo: this.#tail.head, limit: events.length };
        return { outcome: 'repeated', events: this.#parts.reader.streamPage(stream, first) };
      }
      case 'appended':
        this.#tail.publish(written.events);
        return written;
    }
  }

  #checkOpen(): void {
    if (this.#closing) throw this.#closed();
  }

  #closed(): EventStoreClosed {
    return new EventStoreClosed(`event log ${this.#parts.file} was closed`);
  }
}
