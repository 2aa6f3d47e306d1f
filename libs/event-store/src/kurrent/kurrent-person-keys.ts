import { iterateBatches } from '../batches.ts';
import type { Position } from '../port.ts';
import { EventStoreUnavailable, LOG_START } from '../port.ts';
import type { PersonKey, PersonKeys } from '../sealing/person-keys.ts';
import { PersonKeysClosed } from '../sealing/person-keys.ts';
import { newPersonKey } from '../sealing/memory-person-keys.ts';
import { connectKurrentClient } from './connect.ts';
import { APPEND_TRY_MS, inTime } from './in-time.ts';
import { KnownKeys } from './known-keys.ts';
import type {
  KurrentClient,
  KurrentCredentials,
  KurrentExpectedRevision,
  KurrentWriteOptions,
} from './kurrent-client.ts';
import { CLOSE_WAIT_MS, RETRY_FOR_MS } from './kurrent-event-store.ts';
import { failureOf } from './kurrent-failure.ts';
import { HEAD_SEARCH_EVENTS } from './log-head.ts';
import { LogScan } from './log-scan.ts';
import { OrderedReader } from './ordered-reader.ts';
import type { KeyNews, KeyPlace } from './person-key-record.ts';
import { keyNewsIn, keyRecord, keyStream, PERSON_KEY_STREAMS, personHash } from './person-key-record.ts';
import { settledWithin } from './settled-within.ts';
import { StreamMemory } from './stream-memory.ts';
import type { KurrentConnection } from './stream-reading.ts';
import { retried } from './stream-reading.ts';

export interface OpenKurrentPersonKeysOptions {
  /** As for the event store: see `openKurrentEventStore`. */
  readonly connectionString: string;
  /** As for the event store, and the same one. Default: nothing. */
  readonly streamPrefix?: string;
  /** 256 bits under which every key is stored; the same for ever. Default: keys are stored as they are. */
  readonly masterSecret?: Uint8Array;
  /** Default {@link RETRY_FOR_MS}. */
  readonly retryForMs?: number;
}

/**
 * Opens the person keys in the server that also holds the events: one stream a key. Resolves when all keys were read;
 * rejects with `EventStoreUnavailable` where the server cannot be reached.
 *
 * `forget` destroys the key's stream for ever ("tombstone"), so that nobody can read it as a stream again. The key's bytes
 * are on the server's disks, and readable in `$all`, until its operator runs a scavenge; in backups, for as long as those are.
 */
export async function openKurrentPersonKeys(options: OpenKurrentPersonKeysOptions): Promise<PersonKeys> {
  const { client, credentials } = connectKurrentClient(options.connectionString);
  const keys = new KurrentPersonKeys(client, options, credentials);
  try {
    await keys.load();
  } catch (error) {
    await keys.close();
    throw error;
  }
  return keys;
}

class KurrentPersonKeys implements PersonKeys {
  readonly #connection: KurrentConnection;
  readonly #masterSecret: Uint8Array | undefined;
  readonly #credentials: KurrentCredentials | undefined;
  readonly #closed = new AbortController();
  readonly #known = new KnownKeys();
  readonly #making = new Map<string, Promise<PersonKey>>();
  readonly #waiting = new Set<{ readonly position: Position; resolve(): void; reject(error: unknown): void }>();
  readonly #scan: LogScan<KeyNews>;
  #at: Position = LOG_START;
  #failure: { readonly error: unknown } | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    client: KurrentClient,
    { streamPrefix: prefix = '', masterSecret, retryForMs = RETRY_FOR_MS }: OpenKurrentPersonKeysOptions,
    credentials: KurrentCredentials | undefined,
  ) {
    const shared = { memory: new StreamMemory(), headSearchEvents: HEAD_SEARCH_EVENTS, closed: this.#closed.signal };
    this.#connection = { client, prefix, retryForMs, ...shared };
    this.#masterSecret = masterSecret;
    this.#credentials = credentials;
    this.#scan = new LogScan(this.#connection, {
      after: LOG_START,
      rule: { filterOn: 'streamName', prefixes: [prefix + PERSON_KEY_STREAMS] },
      everyPlace: true,
      isOurs: (record) => record.streamId.startsWith(prefix + PERSON_KEY_STREAMS),
      select: (record) => keyNewsIn(record, prefix, masterSecret),
    });
  }

  /** Begins to follow the key streams; resolves when it has caught up for the first time. */
  async load(): Promise<void> {
    await retried(this.#connection, 'read the person keys', () => this.#probe());
    const loaded = this.#wait(LOG_START);
    void this.#follow();
    await loaded;
  }

  async keyFor(person: string): Promise<PersonKey> {
    this.#checkUsable();
    const hashed = personHash(person);
    const known = this.#known.person(hashed)?.key;
    if (known) return known;
    const making = this.#making.get(hashed) ?? this.#make(hashed).finally(() => this.#making.delete(hashed));
    this.#making.set(hashed, making);
    return making;
  }

  find(keyId: string): PersonKey | undefined {
    this.#checkUsable();
    return this.#known.find(keyId);
  }

  async forget(person: string, keyIds?: ReadonlySet<string>): Promise<boolean> {
    this.#checkUsable();
    const hashed = personHash(person);
    // A key that is being made must not outlive this.
    await this.#making.get(hashed);
    const tried = new Set<number>();
    return this.#retried('forget a person', () => this.#destroy(hashed, tried, keyIds));
  }

  async reach(position: Position): Promise<void> {
    this.#checkUsable();
    if (this.#at < position) await this.#wait(position);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#closed.abort();
    this.#scan.end();
    this.#rejectWaiting(closed());
    await Promise.allSettled(this.#making.values());
    await settledWithin(this.#connection.client.dispose(), CLOSE_WAIT_MS);
  }

  /** Reads one event, so that a server that cannot be reached is noticed in time: a scan would try for ever. */
  async #probe(): Promise<void> {
    const options = { direction: 'backwards', fromPosition: 'end', maxCount: 1 } as const;
    const reader = OrderedReader.ofRead(this.#connection.client.readAll(options));
    await reader.take(1).finally(() => reader.cancel());
  }

  async #follow(): Promise<void> {
    try {
      for await (const message of iterateBatches(this.#scan)) {
        if (message.kind === 'event') this.#known.learn(message.event);
        else this.#reached(message.position);
      }
    } catch (error) {
      // Without its follower this node would take forgotten people for known ones: every later use is told.
      this.#failure = { error };
      this.#rejectWaiting(error);
    }
  }

  async #make(person: string): Promise<PersonKey> {
    const key = newPersonKey();
    return this.#retried('make a person key', () => this.#tryToMake(person, key));
  }

  /** Whoever writes the generation's stream first has made the key; everybody else takes that one. */
  async #tryToMake(person: string, key: PersonKey): Promise<PersonKey> {
    // The log may have told of another node's key since this was asked for.
    const known = this.#known.person(person)?.key;
    if (known) return known;
    for (let place = this.#placeFor(person); ; place = { person, generation: place.generation + 1 }) {
      const stream = keyStream(this.#connection.prefix, place);
      const made = await this.#write(stream, key);
      if (made === 'deleted') continue;
      const found = made === 'made' ? { place, key } : await this.#read(stream);
      if (!found?.key) continue;
      this.#known.learn(found);
      return found.key;
    }
  }

  /** `tried`: the generations that this call has tried to destroy, because the answer to that may have been lost. */
  async #destroy(person: string, tried: Set<number>, keyIds?: ReadonlySet<string>): Promise<boolean> {
    for (let generation = this.#known.person(person)?.generation ?? 1; ; generation += 1) {
      const place = { person, generation };
      const stream = keyStream(this.#connection.prefix, place);
      const there = await this.#read(stream);
      // The newest key is the last there is: what is behind it has never been.
      if (there === undefined || (there.key && keyIds?.has(there.key.id) === false)) return tried.size > 0;
      if (there.key) {
        tried.add(generation);
        await this.#tombstone(stream);
      }
      this.#known.learn({ place, key: undefined });
    }
  }

  async #tombstone(stream: string): Promise<void> {
    try {
      await inTime(this.#connection.client.tombstoneStream(stream, this.#writeOptions('any')));
    } catch (error) {
      // Another node, or a try before this one, was quicker.
      if (failureOf(error) !== 'stream-deleted') throw error;
    }
  }

  #placeFor(person: string): KeyPlace {
    const known = this.#known.person(person);
    return { person, generation: (known?.generation ?? 0) + 1 };
  }

  async #write(stream: string, key: PersonKey): Promise<'made' | 'exists' | 'deleted'> {
    const record = keyRecord(key, stream, this.#masterSecret);
    try {
      const options = this.#writeOptions('no_stream');
      const written = await inTime(this.#connection.client.appendToStream(stream, [record], options));
      return written.success === false ? 'exists' : 'made';
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'wrong-expected-version') return 'exists';
      if (failure === 'stream-deleted') return 'deleted';
      throw error;
    }
  }

  /** What stands in a key's stream: its key, no key where it was destroyed, undefined where it never was. */
  async #read(stream: string): Promise<KeyNews | undefined> {
    const options = { direction: 'forwards', fromRevision: 'start', maxCount: 1, requiresLeader: true } as const;
    const reader = OrderedReader.ofRead(this.#connection.client.readStream(stream, options));
    try {
      const [item] = (await reader.take(1)) ?? [];
      if (item?.kind !== 'record') return undefined;
      return keyNewsIn(item.record, this.#connection.prefix, this.#masterSecret);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'stream-not-found') return undefined;
      if (failure === 'stream-deleted') return { place: { person: '', generation: 0 }, key: undefined };
      throw error;
    } finally {
      reader.cancel();
    }
  }

  #writeOptions(expected: KurrentExpectedRevision): KurrentWriteOptions {
    const options = {
      expectedRevision: expected,
      streamState: expected,
      requiresLeader: true,
      deadline: APPEND_TRY_MS,
    };
    return this.#credentials ? { ...options, credentials: this.#credentials } : options;
  }

  async #retried<T>(what: string, call: () => Promise<T>): Promise<T> {
    try {
      return await retried(this.#connection, what, call);
    } catch (error) {
      if (this.#closed.signal.aborted && !(error instanceof EventStoreUnavailable)) throw closed();
      throw error;
    }
  }

  #wait(position: Position): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.add({ position, resolve, reject }));
  }

  #reached(position: Position): void {
    this.#at = position;
    for (const waiting of this.#waiting) {
      if (waiting.position > position) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }

  #rejectWaiting(error: unknown): void {
    for (const waiting of this.#waiting) waiting.reject(error);
    this.#waiting.clear();
  }

  #checkUsable(): void {
    if (this.#closing) throw closed();
    if (this.#failure) throw this.#failure.error;
  }
}

const closed = (): PersonKeysClosed => new PersonKeysClosed('the KurrentDB person keys were closed');
