import { randomUUID } from 'node:crypto';
import type { AppendResult } from '../port.ts';
import { CorruptEvent, EventStoreUnavailable, InvalidAppend } from '../port.ts';
import type { CheckedAppend } from '../append-request.ts';
import { judgeAppend } from '../judge-append.ts';
import { APPEND_TRY_MS, inTime } from './in-time.ts';
import type { KurrentCredentials, KurrentExpectedRevision } from './kurrent-client.ts';
import { failureOf } from './kurrent-failure.ts';
import { newRecords } from './kurrent-record.ts';
import type { KnownStream } from './stream-memory.ts';
import type { KurrentConnection } from './stream-reading.ts';
import { pauseOrGiveUp, readRecords } from './stream-reading.ts';
import { Turns } from './turns.ts';

/** How many appends may be under way at the server; more wait. Servers allow about 100 calls a connection. */
export const APPENDS_IN_FLIGHT = 32;
/** How many appends may wait; more are rejected with {@link EventStoreUnavailable}. */
export const APPENDS_WAITING = 4_096;

/**
 * Appends so that a retry is harmless whatever happened to the try before it. Every write names the exact revision it
 * believes the stream to stand at, whatever the caller expected; the answer is always read back from the stream, because
 * the server answers a write whose ids stand there already as if it had just written it.
 */
export class Appending {
  readonly #connection: KurrentConnection;
  readonly #credentials: KurrentCredentials | undefined;
  readonly #recordedNow: () => string;
  readonly #turns = new Turns(APPENDS_IN_FLIGHT, APPENDS_WAITING);

  /** `credentials` go with every append: see the README, "one call an append". */
  constructor(connection: KurrentConnection, recordedNow: () => string, credentials: KurrentCredentials | undefined) {
    this.#connection = connection;
    this.#recordedNow = recordedNow;
    this.#credentials = credentials;
  }

  append(request: CheckedAppend): Promise<AppendResult> {
    return this.#turns.take(request.stream, () => this.#append(request));
  }

  /** Resolves when no append is under way. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  async #append(request: CheckedAppend): Promise<AppendResult> {
    const stamp = { appendId: randomUUID() };
    const giveUpAt = performance.now() + this.#connection.retryForMs;
    let fresh = request.expected === 'any' || request.expected === 'exists';
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.#try(request, stamp.appendId, fresh);
        if (result) return result;
        throw new Error('another append came first');
      } catch (error) {
        if (error instanceof InvalidAppend) throw error;
        await this.#pause(request, { error, attempt, giveUpAt });
        // What happened is for the stream to say.
        fresh = true;
      }
    }
  }

  /** One try; undefined where the stream was not as believed, which only a fresh look can settle. */
  async #try(request: CheckedAppend, appendId: string, fresh: boolean): Promise<AppendResult | undefined> {
    const { stream, expected, events } = request;
    const known = await this.#look(request, fresh);
    const judgement = judgeAppend(
      expected,
      events.map((event) => event.id),
      known,
    );
    if (judgement.verdict === 'repeat') return this.#answer(request, judgement.firstVersion, appendId);
    if (judgement.verdict === 'conflict') {
      if (!fresh) return this.#try(request, appendId, true);
      return { outcome: 'conflict', expected, actual: known.version };
    }
    const records = newRecords(stream, events, known, { recordedAt: this.#recordedNow(), appendId });
    const version = known.version;
    const wrote = await this.#write(stream, version, records);
    if (!wrote) return fresh ? undefined : this.#try(request, appendId, true);
    return this.#answer(request, version + 1, appendId);
  }

  /** What is known of the stream; read on from there where that has to be the truth, or does not reach far enough. */
  async #look({ stream, expected }: CheckedAppend, fresh: boolean): Promise<KnownStream> {
    const { memory } = this.#connection;
    const known = memory.get(stream);
    const reaches = expected === 'none' || (typeof expected === 'number' && known.version >= expected);
    if (fresh || !reaches) {
      for (const record of await readRecords(this.#connection, stream, known.version)) known.learn(record);
      memory.keep(stream, known);
    }
    return known;
  }

  async #write(stream: string, version: number, records: ReturnType<typeof newRecords>): Promise<boolean> {
    const expected: KurrentExpectedRevision = version === 0 ? 'no_stream' : BigInt(version - 1);
    const options = {
      expectedRevision: expected,
      streamState: expected,
      requiresLeader: true,
      deadline: APPEND_TRY_MS,
    };
    const { client, prefix } = this.#connection;
    try {
      const written = await inTime(
        client.appendToStream(
          prefix + stream,
          records,
          this.#credentials ? { ...options, credentials: this.#credentials } : options,
        ),
      );
      return written.success !== false;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'wrong-expected-version') return false;
      if (failure === 'too-large') {
        throw new InvalidAppend(`append to ${stream}: the server takes no append of this size`, { cause: error });
      }
      throw error;
    }
  }

  /** The events as they stand in the stream from `firstVersion` on, and whether it was this call that put them there. */
  async #answer({ stream, events }: CheckedAppend, firstVersion: number, appendId: string): Promise<AppendResult> {
    const records = await readRecords(this.#connection, stream, firstVersion - 1, events.length);
    const { memory } = this.#connection;
    for (const record of records) memory.learn(record);
    if (!events.every((event, index) => records[index]?.event.id === event.id)) {
      throw new Error(`the server cannot yet read what it has written to ${stream}`);
    }
    const ours = records.every((record) => record.appendId === appendId);
    return { outcome: ours ? 'appended' : 'repeated', events: records.map((record) => record.event) };
  }

  async #pause(
    { stream }: CheckedAppend,
    failed: { readonly error: unknown; readonly attempt: number; readonly giveUpAt: number },
  ): Promise<void> {
    const what = `append to ${stream}`;
    if (this.#connection.closed.aborted && !(failed.error instanceof CorruptEvent)) {
      throw new EventStoreUnavailable(`${what}: the store was closed while it was tried again`, {
        cause: failed.error,
      });
    }
    await pauseOrGiveUp(this.#connection, { what, ...failed });
  }
}
