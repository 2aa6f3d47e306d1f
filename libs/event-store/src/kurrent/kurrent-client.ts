/** A place in the server's whole log. Events that commit themselves, as all of ours do, have both parts equal. */
export interface KurrentPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** An event as the client reads it. `revision` counts from 0. */
export interface KurrentRecord {
  readonly streamId: string;
  readonly id: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: KurrentPosition | undefined;
}

/** An event as the client writes it. */
export interface KurrentNewEvent {
  id: string;
  type: string;
  contentType: 'application/json';
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

export type KurrentExpectedRevision = bigint | 'no_stream' | 'any';

/**
 * `@eventstore/db-client` reads `expectedRevision`, its successor `@kurrent/kurrentdb-client` reads `streamState`; each
 * ignores what it does not know, so every write carries both.
 */
export interface KurrentWriteOptions {
  expectedRevision: KurrentExpectedRevision;
  streamState: KurrentExpectedRevision;
  requiresLeader?: boolean;
  /** Milliseconds. */
  deadline?: number;
  credentials?: KurrentCredentials;
}

export interface KurrentCredentials {
  readonly username: string;
  readonly password: string;
}

export interface KurrentStreamReadOptions {
  direction: 'forwards' | 'backwards';
  fromRevision: bigint | 'start' | 'end';
  maxCount: number;
  requiresLeader?: boolean;
}

export interface KurrentAllReadOptions {
  direction: 'forwards' | 'backwards';
  fromPosition: KurrentPosition | 'start' | 'end';
  maxCount: number;
}

/** The server knows one filter at a time: of stream names or of event types. */
export type KurrentFilterRule =
  | { filterOn: 'streamName' | 'eventType'; prefixes: string[] }
  | { filterOn: 'streamName' | 'eventType'; regex: string };

export type KurrentFilter = KurrentFilterRule & {
  maxSearchWindow: number;
  checkpointInterval: number;
  checkpointReached(subscription: unknown, position: KurrentPosition): void;
};

export interface KurrentSubscribeOptions {
  fromPosition: KurrentPosition | 'start' | 'end';
  filter: KurrentFilter;
}

/** The part of a Node readable that is used here. It gives `{ event?: KurrentRecord }` objects. */
export interface KurrentReadable {
  readonly readableLength: number;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  read(): unknown;
}

export type KurrentRead = KurrentReadable & { cancel(): Promise<void> };
/** Live; emits `caughtUp`. */
export type KurrentSubscription = KurrentReadable & { unsubscribe(): Promise<void> };

/**
 * The few calls that the adapter makes, which `@eventstore/db-client` and its successor `@kurrent/kurrentdb-client` both
 * have. The client's own retries, discovery and credentials stay its own business.
 */
export interface KurrentClient {
  appendToStream(
    stream: string,
    events: KurrentNewEvent[],
    options: KurrentWriteOptions,
  ): Promise<{ readonly success?: boolean }>;
  readStream(stream: string, options: KurrentStreamReadOptions, readable?: { highWaterMark: number }): KurrentRead;
  readAll(options: KurrentAllReadOptions, readable?: { highWaterMark: number }): KurrentRead;
  subscribeToAll(options: KurrentSubscribeOptions, readable?: { highWaterMark: number }): KurrentSubscription;
  tombstoneStream(stream: string, options: KurrentWriteOptions): Promise<unknown>;
  dispose(): Promise<void>;
}
