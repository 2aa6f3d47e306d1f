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
import { LOG_START } from '../port.ts';
import { checkAppend } from '../append-request.ts';
import { iterateBatches } from '../batches.ts';
import { createRecordedClock } from '../recorded-clock.ts';
import { Appending } from './appending.ts';
import type { KurrentClient, KurrentCredentials } from './kurrent-client.ts';
import { scanEvents } from './event-scan.ts';
import { HEAD_SEARCH_EVENTS, newestPositionOfOurs } from './log-head.ts';
import { LogReading } from './log-reading.ts';
import type { LogScan } from './log-scan.ts';
import { settledWithin } from './settled-within.ts';
import { StreamMemory } from './stream-memory.ts';
import type { KurrentConnection } from './stream-reading.ts';
import { checkOpen, readLast, retried, storeClosed, StreamReading } from './stream-reading.ts';

/** For how long calls are tried again by default while the server cannot be reached, in milliseconds. */
export const RETRY_FOR_MS = 10_000;
/** How long `close()` waits for appends that are under way, and for the client's own end, in milliseconds. */
export const CLOSE_WAIT_MS = 5_000;

export interface KurrentEventStoreOptions {
  /**
   * Stands before the name of every stream at the server, so that several installations can share one. Events of other
   * streams are never seen. Default: nothing. It is not part of what the hash chain covers.
   */
  readonly streamPrefix?: string;
  /** Default {@link RETRY_FOR_MS}. Followers try for ever. */
  readonly retryForMs?: number;
  /**
   * How far back `head` looks for an event of this store's among others'. Where it finds none it answers with the log's very
   * end, which no event of this store lies behind either. Default {@link HEAD_SEARCH_EVENTS}.
   */
  readonly headSearchEvents?: number;
  /** Go with each append, which keeps the client from its shared batch call: see the README. Ignored on plain connections. */
  readonly appendCredentials?: KurrentCredentials;
  /** The clock behind `recordedAt`, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * The event store over an EventStoreDB or KurrentDB client that is connected already; `close()` disposes of the client. No
 * call is made before the first method is called.
 */
export function createKurrentEventStore(client: KurrentClient, options: KurrentEventStoreOptions = {}): EventStore {
  return new KurrentEventStore(client, options);
}

class KurrentEventStore implements EventStore {
  readonly #connection: KurrentConnection;
  readonly #closed = new AbortController();
  readonly #appending: Appending;
  readonly #scans = new Set<LogScan<RecordedEvent>>();
  #closing: Promise<void> | undefined;

  constructor(client: KurrentClient, options: KurrentEventStoreOptions) {
    this.#connection = {
      client,
      prefix: options.streamPrefix ?? '',
      memory: new StreamMemory(),
      retryForMs: options.retryForMs ?? RETRY_FOR_MS,
      headSearchEvents: options.headSearchEvents ?? HEAD_SEARCH_EVENTS,
      closed: this.#closed.signal,
    };
    const recordedNow = createRecordedClock(options.now ?? Date.now);
    this.#appending = new Appending(this.#connection, recordedNow, options.appendCredentials);
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    this.#checkOpen();
    return this.#appending.append(checkAppend(request));
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    return iterateBatches(new StreamReading(this.#connection, stream, options));
  }

  async lastOf(stream: string): Promise<RecordedEvent | undefined> {
    return retried(this.#connection, `read the end of ${stream}`, () => readLast(this.#connection, stream));
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    return iterateBatches(new LogReading(this.#connection, options));
  }

  follow({ after = LOG_START, filter, signal }: FollowOptions = {}): AsyncIterable<FollowMessage> {
    if (this.#closing) return iterateBatches<FollowMessage>({ next: () => Promise.reject(storeClosed()) });
    const abort = (): void => scan.end();
    const onEnd = (): void => {
      this.#scans.delete(scan);
      signal?.removeEventListener('abort', abort);
    };
    const scan = scanEvents(this.#connection, { after, filter, onEnd });
    this.#scans.add(scan);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) scan.end();
    return iterateBatches(scan);
  }

  async head(): Promise<Position> {
    return retried(this.#connection, 'read the head of the log', () => newestPositionOfOurs(this.#connection));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    for (const scan of [...this.#scans]) scan.end();
    const appended = this.#appending.idle();
    await settledWithin(appended, CLOSE_WAIT_MS);
    this.#closed.abort();
    // Not for ever: a client may wait for a call that its server never ended.
    await settledWithin(this.#connection.client.dispose(), CLOSE_WAIT_MS);
    // What waited for the server is told now; nothing is left behind.
    await appended;
  }

  #checkOpen(): void {
    if (this.#closing) throw storeClosed();
    checkOpen(this.#connection);
  }
}
