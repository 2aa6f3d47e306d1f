/**
 * The event store, in our own words. Every engine (SQLite, memory, EventStoreDB) implements {@link EventStore} and
 * passes the contract suite in `testing/`; nothing outside this library knows which engine is running.
 *
 * Vocabulary: a *stream* is one aggregate's history; an event's *version* is its place in its stream, counted from 1,
 * so a stream's version is also the number of its events; an event's *position* is its place in the whole log.
 */

/** Plain JSON, which is all that is ever stored. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * A place in the whole log: a positive safe integer that grows with every event, in commit order. The embedded engines
 * number without gaps; EventStoreDB's positions are byte offsets and leap. `0` stands before the first event.
 */
export type Position = number;

/** Before the first event of the log. */
export const LOG_START: Position = 0;

/** What the appender believes of the stream: its exact version, that it is new, that it exists, or nothing. */
export type ExpectedVersion = number | 'none' | 'exists' | 'any';

/** Who did it. `id` is the host product's own id; `system` acts for timers and reactions. */
export interface StoredActor {
  readonly role: string;
  readonly id: string;
}

/** What stands beside an event's data: who, why, and for which command. Never personal data. */
export interface EventMetadata {
  readonly actor: StoredActor;
  /** Shared by everything that one outside request set in motion. */
  readonly correlationId: string;
  /** The id of the event that led to this one; null where a person's own command did. */
  readonly causationId: string | null;
  /** The command that decided this event. Idempotency is read from here: see `handle`. */
  readonly commandId: string;
  /** SHA-256 of the command's input, so that one key used for two inputs is told apart. */
  readonly commandHash: string;
}

/** An event on its way in. */
export interface NewEvent {
  /** Deterministic (see `eventIdOf`), so that a retried append is recognised. A UUID. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** RFC 3339, UTC, milliseconds: when it happened, by the decider's clock. */
  readonly occurredAt: string;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

/** An event as the log holds it. `data` and `metadata` may be parsed on first access. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  /** RFC 3339, UTC, milliseconds: when the store took it in. */
  readonly recordedAt: string;
  /** Hex SHA-256 over this event and the hash before it in its stream: see `hash-chain`. */
  readonly hash: string;
}

export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  /** One to {@link MAX_EVENTS_PER_APPEND} events; all are stored, or none. */
  readonly events: readonly NewEvent[];
}

/**
 * `appended`: on disk, fsynced. `repeated`: these very event ids already stand in the stream, so a retry changed nothing;
 * the answer is the first append's. `conflict`: the stream was not as expected and nothing was stored.
 */
export type AppendResult =
  | { readonly outcome: 'appended' | 'repeated'; readonly events: readonly RecordedEvent[] }
  | { readonly outcome: 'conflict'; readonly expected: ExpectedVersion; readonly actual: number };

/** Which events a reader of the whole log wants; an empty filter means all. Both conditions must hold. */
export interface LogFilter {
  /** The stream's name starts with one of these. */
  readonly streamPrefixes?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReadStreamOptions {
  /** Start behind this version; default 0, the start. */
  readonly after?: number;
  /** At most this many events; default all. */
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Start behind this position; default {@link LOG_START}. */
  readonly after?: Position;
  readonly filter?: LogFilter;
  /** At most this many events; default all. */
  readonly limit?: number;
}

export interface FollowOptions {
  readonly after?: Position;
  readonly filter?: LogFilter;
  /** Ends the iteration, without an error, when aborted. */
  readonly signal?: AbortSignal;
}

/**
 * `caught-up` comes whenever the reader has seen everything there was: once after the catch-up, and again after each
 * burst. Its position is the log's head as scanned, so a filtered reader advances past events it does not want.
 */
export type FollowMessage =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'caught-up'; readonly position: Position };

/**
 * An append-only log of streams. Every method rejects with {@link EventStoreClosed} after `close()`, with
 * {@link CorruptEvent} where stored bytes no longer match their checksum, with {@link EventStoreUnavailable} where the
 * engine cannot be reached or written ({@link EventStoreBroken} where that lasts until the store is opened anew), and with
 * {@link InvalidAppend} for a request that no engine could take.
 */
export interface EventStore {
  /** Stores the events, all or none, and resolves only when they would survive a power cut. */
  append(request: AppendRequest): Promise<AppendResult>;
  /** A stream's events in order; nothing for a stream that does not exist. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;
  /** The newest event of a stream, or undefined where there is none: its `version` is the stream's. */
  lastOf(stream: string): Promise<RecordedEvent | undefined>;
  /** The whole log in order, as far as it goes at the call. */
  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent>;
  /** The log from a position on, then live, with no gap and no duplicate. Woken by appends; it never polls. */
  follow(options?: FollowOptions): AsyncIterable<FollowMessage>;
  /** The position of the newest event, or {@link LOG_START}. Rejects also where the log can be read but not written any more. */
  head(): Promise<Position>;
  /** Ends followers, finishes what was queued, releases files and sockets. Safe to call twice. */
  close(): Promise<void>;
}

/** The most events one append may carry. */
export const MAX_EVENTS_PER_APPEND = 256;
/** The most bytes one event's data and metadata may take together, as JSON. */
export const MAX_EVENT_BYTES = 256 * 1024;
/** The longest stream name, in UTF-16 code units. */
export const MAX_STREAM_NAME_LENGTH = 512;

/** The store was used after `close()`. */
export class EventStoreClosed extends Error {
  override readonly name = 'EventStoreClosed';
}

/** A request that no engine could take: no events, too many, a bad name, a doubled id. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
}

/** Stored bytes do not match their checksum or hash. Restore the log from a backup; do not go on. */
export class CorruptEvent extends Error {
  override readonly name = 'CorruptEvent';
}

/** The engine cannot be reached, or its disk cannot be written. Nothing is known of the append's fate: retry it. */
export class EventStoreUnavailable extends Error {
  override readonly name: string = 'EventStoreUnavailable';
}

/** This opened store will never write again, whatever happens outside: close it and open it anew. */
export class EventStoreBroken extends EventStoreUnavailable {
  override readonly name = 'EventStoreBroken';
}
