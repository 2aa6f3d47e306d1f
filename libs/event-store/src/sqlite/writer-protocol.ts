import type { MessagePort } from 'node:worker_threads';
import type { ExpectedVersion } from '../port.ts';

/** The most appends written in one transaction: more would make the first of them wait for the last. */
export const MAX_GROUP_APPENDS = 256;
/**
 * How long the writer looks out for the next append before it sleeps, in milliseconds, while several append: waking a thread
 * costs as much as writing an event, and they send their next in about this time. With one appender or none it sleeps at once.
 */
export const WRITER_LOOKOUT_MS = 0.1;
/** How many appends go to the writer in one message at the most: it starts on the first while the others are prepared. */
export const MESSAGE_APPENDS = 32;
/** How many answers come back in one message at the most: the first appenders go on while the others' answers are read. */
export const MESSAGE_ANSWERS = 8;
/**
 * The longest silence, in milliseconds, through which the writer keeps a group open for appenders to come back: those just
 * answered send their next appends a moment later, and one commit for all is worth that moment. It is half of what the last
 * group took at the most, too, and whoever appends alone never waits.
 */
export const GATHER_MAX_MS = 2;
/**
 * The writer's heap for young objects, in MiB: every append leaves some for a moment, and collecting them less often leaves
 * more of the thread to writing.
 */
export const WRITER_YOUNG_GENERATION_MB = 64;
/**
 * The writer's page cache, in KiB. It appends, so it needs few pages again; appends of 64 at a time were faster with this much
 * than with eight times as much, in both runs that compared them.
 */
export const WRITER_CACHE_KIB = 8_192;
/** After how many pages written, as the writer reckons them, the write-ahead log is copied into the main file beside it. */
export const CHECKPOINT_PAGES = 2_000;
/** How many pages the write-ahead log may have at the most; then the writer itself finishes the copying, and starts it anew. */
export const WAL_MAX_PAGES = 8_000;

/**
 * What the two threads say to each other. Tuples, because every append pays for copying them and objects cost their keys
 * each time.
 */
export type WireEvent = readonly [
  id: string,
  type: string,
  schemaVersion: number,
  occurredAt: string,
  dataText: string,
  metadataText: string,
];

export type WireAppend = readonly [
  request: number,
  stream: string,
  expected: ExpectedVersion,
  recordedAt: string,
  events: readonly WireEvent[],
];

export type WireAnswer =
  | readonly [
      request: number,
      outcome: 'appended',
      firstVersion: number,
      firstPosition: number,
      hashes: readonly string[],
    ]
  | readonly [request: number, outcome: 'repeated', firstVersion: number]
  | readonly [request: number, outcome: 'conflict', actual: number]
  | readonly [request: number, outcome: 'failed', why: 'corrupt' | 'unavailable', message: string];

/**
 * Appends that were stored, one event each, with request numbers and positions that follow one another: most groups are one
 * such run, and it crosses in four values however long it is. `hashes` holds them end to end, {@link HASH_LENGTH} characters each.
 */
export interface WireRun {
  readonly firstRequest: number;
  readonly firstPosition: number;
  readonly versions: readonly number[];
  readonly hashes: string;
}

/** Characters of a hash in hex. */
export const HASH_LENGTH = 64;

/** To the writer: appends in their order, or the wish that it finishes and closes. */
export type ToWriter = readonly WireAppend[] | 'close';

/** From the writer: answers in the appends' order, singly or as runs; `ready` once, first; `closed` once, last. */
export type FromWriter =
  | readonly WireAnswer[]
  | WireRun
  | { readonly state: 'ready'; readonly head: number; readonly lastRecordedAt: string }
  | { readonly state: 'closed' }
  | { readonly state: 'failed'; readonly message: string };

/** What the writer thread starts with. */
export interface WriterStart {
  readonly file: string;
  readonly port: MessagePort;
  /** One word, raised by one and notified after each message to the writer: it sleeps on it instead of in an event loop. */
  readonly bell: Int32Array;
  /** Rung every `CHECKPOINT_PAGES`: see `checkpointer.ts`. */
  readonly checkpointBell: Int32Array;
}
