import type { ReadStreamOptions, RecordedEvent } from '../port.ts';
import { CorruptEvent, EventStoreClosed, EventStoreUnavailable } from '../port.ts';
import type { BatchSource } from '../batches.ts';
import { pauseBefore } from './backoff.ts';
import type { KurrentClient } from './kurrent-client.ts';
import { failureOf } from './kurrent-failure.ts';
import type { ReadRecord } from './kurrent-record.ts';
import { readRecord } from './kurrent-record.ts';
import { OrderedReader, READ_BUFFER_EVENTS } from './ordered-reader.ts';
import type { StreamMemory } from './stream-memory.ts';

/** What all that talks to one server shares. */
export interface KurrentConnection {
  readonly client: KurrentClient;
  /** Stands before the name of every stream at the server. */
  readonly prefix: string;
  readonly memory: StreamMemory;
  /** For how long a call is tried again while the server cannot be reached, in milliseconds. */
  readonly retryForMs: number;
  /** How far back the log's newest event of ours is looked for: see `newestPosition`. */
  readonly headSearchEvents: number;
  /** Aborted when the store is closed. */
  readonly closed: AbortSignal;
}

/** A stream's events behind a version, in one call that is not tried again; none where there is no such stream. */
export async function readRecords(
  connection: KurrentConnection,
  stream: string,
  after: number,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<readonly ReadRecord[]> {
  const reader = openForwards(connection, stream, after, limit);
  try {
    const records: ReadRecord[] = [];
    for (;;) {
      const batch = await takeRecords(connection, stream, reader);
      if (!batch) return records;
      records.push(...batch);
    }
  } catch (error) {
    if (failureOf(error) === 'stream-not-found') return [];
    throw error;
  } finally {
    reader.cancel();
  }
}

/** A stream's newest event, in one call that is not tried again. */
export async function readLast(connection: KurrentConnection, stream: string): Promise<RecordedEvent | undefined> {
  const options = { direction: 'backwards', fromRevision: 'end', maxCount: 1, requiresLeader: true } as const;
  const reader = OrderedReader.ofRead(connection.client.readStream(connection.prefix + stream, options));
  try {
    return (await takeRecords(connection, stream, reader))?.[0]?.event;
  } catch (error) {
    if (failureOf(error) === 'stream-not-found') return undefined;
    throw error;
  } finally {
    reader.cancel();
  }
}

/**
 * Runs a call that reads, again and again while the server cannot be reached, for the connection's time; then rejects with
 * {@link EventStoreUnavailable}.
 */
export async function retried<T>(connection: KurrentConnection, what: string, call: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + connection.retryForMs;
  for (let attempt = 1; ; attempt += 1) {
    checkOpen(connection);
    try {
      return await call();
    } catch (error) {
      await pauseOrGiveUp(connection, { what, error, attempt, giveUpAt });
    }
  }
}

/** The batches of `readStream`: goes on behind the last event given when the connection drops. */
export class StreamReading implements BatchSource<RecordedEvent> {
  readonly #connection: KurrentConnection;
  readonly #stream: string;
  #after: number;
  #left: number;
  #hash: string | undefined;
  #reader: OrderedReader | undefined;
  #ended = false;

  constructor(connection: KurrentConnection, stream: string, options: ReadStreamOptions) {
    this.#connection = connection;
    this.#stream = stream;
    this.#after = options.after ?? 0;
    this.#left = options.limit ?? Infinity;
  }

  async next(): Promise<readonly RecordedEvent[] | undefined> {
    if (this.#ended || this.#left <= 0) return undefined;
    const batch = await retried(this.#connection, `read stream ${this.#stream}`, () => this.#batch());
    if (!batch) this.end();
    return batch;
  }

  end(): void {
    this.#ended = true;
    this.#reader?.cancel();
  }

  async #batch(): Promise<readonly RecordedEvent[] | undefined> {
    this.#reader ??= openForwards(this.#connection, this.#stream, this.#after, this.#left);
    try {
      const records = await takeRecords(this.#connection, this.#stream, this.#reader);
      // A reader cut off by `close()` looks like one at its end.
      checkOpen(this.#connection);
      return records?.map((record) => this.#accept(record));
    } catch (error) {
      this.#reader.cancel();
      this.#reader = undefined;
      if (failureOf(error) === 'stream-not-found') return undefined;
      throw error;
    }
  }

  #accept(record: ReadRecord): RecordedEvent {
    const { event, previousHash } = record;
    if (event.version !== this.#after + 1 || (this.#hash !== undefined && previousHash !== this.#hash)) {
      throw new CorruptEvent(`event ${event.version} of ${this.#stream} is not chained to version ${this.#after}`);
    }
    this.#after = event.version;
    this.#hash = event.hash;
    this.#left -= 1;
    this.#connection.memory.learn(record);
    return event;
  }
}

/** After a failed call: pauses, or rejects with what the failure comes to where trying again is of no use. */
export async function pauseOrGiveUp(
  connection: KurrentConnection,
  failed: { readonly what: string; readonly error: unknown; readonly attempt: number; readonly giveUpAt: number },
): Promise<void> {
  const { what, error: cause, attempt, giveUpAt } = failed;
  if (cause instanceof CorruptEvent || cause instanceof EventStoreClosed) throw cause;
  const failure = failureOf(cause);
  if (failure === 'stream-deleted') throw new CorruptEvent(`${what}: the stream was deleted at the server`, { cause });
  if (failure === 'refused') throw new EventStoreUnavailable(`${what}: the server refused`, { cause });
  const leftMs = giveUpAt - performance.now();
  if (leftMs <= 0) {
    throw new EventStoreUnavailable(`${what}: no answer in ${connection.retryForMs} ms, ${attempt} tries`, { cause });
  }
  await pauseBefore(attempt, connection.closed, leftMs);
}

export const storeClosed = (): EventStoreClosed => new EventStoreClosed('the KurrentDB event store was closed');

export function checkOpen(connection: KurrentConnection): void {
  if (connection.closed.aborted) throw storeClosed();
}

function openForwards(
  { client, prefix }: KurrentConnection,
  stream: string,
  after: number,
  limit: number,
): OrderedReader {
  const maxCount = Math.min(limit, Number.MAX_SAFE_INTEGER);
  // The leader's own history, so that an append is judged by what is true and not by what a follower has heard.
  const options = { direction: 'forwards', fromRevision: BigInt(after), maxCount, requiresLeader: true } as const;
  return OrderedReader.ofRead(client.readStream(prefix + stream, options, { highWaterMark: READ_BUFFER_EVENTS }));
}

async function takeRecords(
  { prefix }: KurrentConnection,
  stream: string,
  reader: OrderedReader,
): Promise<readonly ReadRecord[] | undefined> {
  const items = await reader.take(READ_BUFFER_EVENTS);
  return items?.map((item) => {
    const record = item.kind === 'record' ? readRecord(item.record, prefix) : undefined;
    if (!record) throw new CorruptEvent(`stream ${stream} holds an event that was not written by this product`);
    return record;
  });
}
