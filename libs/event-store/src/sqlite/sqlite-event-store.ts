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
import type { CheckedAppend } from '../append-request.ts';
import { checkAppend } from '../append-request.ts';
import { iterateBatches } from '../batches.ts';
import { LiveTail } from '../live-tail.ts';
import { createRecordedClock } from '../recorded-clock.ts';
import { sealEnvelope, StoredEvent } from '../stored-event.ts';
import type { Checkpointer } from './checkpointer.ts';
import type { LogLock } from './log-file.ts';
import type { LogPager, LogReader } from './log-reader.ts';
import { READ_PAGE_EVENTS, yieldToOthers } from './log-reader.ts';
import type { WriterClient, Written } from './writer-client.ts';

export interface SqliteEventStoreParts {
  readonly file: string;
  readonly lock: LogLock;
  readonly writer: WriterClient;
  readonly checkpointer: Checkpointer;
  readonly reader: LogReader;
  readonly now: () => number;
  readonly liveTailEvents?: number;
}

/** Puts the parts together: the writer thread, the checkpointer, the reader, and the live tail between them. Owns and closes them all. */
export class SqliteEventStore implements EventStore {
  readonly #parts: SqliteEventStoreParts;
  readonly #tail: LiveTail;
  readonly #recordedNow: () => string;
  #closing: Promise<void> | undefined;

  constructor(parts: SqliteEventStoreParts) {
    this.#parts = parts;
    this.#tail = new LiveTail(parts.writer.head, parts.liveTailEvents);
    this.#recordedNow = createRecordedClock(parts.now, parts.writer.lastRecordedAt);
  }

  append(request: AppendRequest): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      // What is thrown in here rejects; and an async function around the promise would cost every append three more turns.
      this.#checkOpen();
      const append = checkAppend(request);
      const recordedAt = this.#recordedNow();
      this.#parts.writer.append(
        append,
        recordedAt,
        (written) => {
          // Called by the writer's listener, where what is thrown would end the process and lose the answers behind this one.
          try {
            resolve(this.#take(append, recordedAt, written));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error), { cause: error }));
          }
        },
        reject,
      );
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
        const page = this.#parts.reader.streamPage(stream, version, left);
        // A page that is not full was the last one.
        left = page.length < READ_PAGE_EVENTS ? 0 : left - page.length;
        version += page.length;
        return page.length > 0 ? page : undefined;
      },
    });
  }

  async lastOf(stream: string): Promise<RecordedEvent | undefined> {
    this.#checkOpen();
    return this.#parts.reader.last(stream);
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
    const { broken } = this.#parts.writer;
    if (broken) throw broken;
    return this.#tail.head;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#closeParts());
  }

  async #closeParts(): Promise<void> {
    const { writer, checkpointer, reader, lock } = this.#parts;
    try {
      await writer.close();
      await checkpointer.close();
    } finally {
      this.#tail.close();
      reader.close();
      lock.release();
    }
  }

  /** Runs in commit order, so followers are told in commit order too. */
  #take(append: CheckedAppend, recordedAt: string, written: Written): AppendResult {
    switch (written.outcome) {
      case 'conflict':
        return { outcome: 'conflict', expected: append.expected, actual: written.actual };
      case 'repeated': {
        const { stream, events } = append;
        return {
          outcome: 'repeated',
          events: this.#parts.reader.streamPage(stream, written.firstVersion - 1, events.length),
        };
      }
      case 'appended': {
        const events = recordedEvents(append, recordedAt, written);
        this.#tail.publish(events);
        return { outcome: 'appended', events };
      }
    }
  }

  #checkOpen(): void {
    if (this.#closing) throw this.#closed();
  }

  #closed(): EventStoreClosed {
    return new EventStoreClosed(`event log ${this.#parts.file} was closed`);
  }
}

/** What was stored is known here already, so it is not read again. */
const recordedEvents = (
  { stream, events }: CheckedAppend,
  recordedAt: string,
  { firstVersion, firstPosition, hashes }: Extract<Written, { outcome: 'appended' }>,
): StoredEvent[] =>
  events.map((event, index) => {
    const envelope = sealEnvelope({ ...event, recordedAt, hash: hashes[index] ?? '' });
    return new StoredEvent(
      firstPosition + index,
      stream,
      firstVersion + index,
      event.type,
      envelope,
      event.dataText,
      event.metadataText,
    );
  });
