import {
  type EventStore,
  EventStoreUnavailable,
  type FollowMessage,
  type PersonKeys,
  type RecordedEvent,
} from '@meets/event-store';
import type { Clock } from '../time/clock.ts';
import type { Log } from '../logging/log.ts';
import type { AppliedPosition } from './applied-position.ts';
import type { BatchApplier, BatchChanges } from './apply-batch.ts';
import type { ProjectionFile } from './projection-file.ts';

/** The most events one transaction takes, give or take the rest of one append, which is never split. */
export const MAX_BATCH_EVENTS = 4_000;
/** How long the projector waits before it follows a store again that could not be reached; doubles with every failure. */
export const FOLLOW_RETRY_MS = 100;
/** The longest of these waits. */
export const FOLLOW_MAX_RETRY_MS = 10_000;
/** How many events of a catch-up pass between two log lines. */
export const PROGRESS_EVERY_EVENTS = 100_000;

export interface ProjectorOptions {
  readonly store: EventStore;
  /** Waited for before an event's sealed data is opened for good. */
  readonly keys: Pick<PersonKeys, 'reach'>;
  readonly file: ProjectionFile;
  readonly applier: BatchApplier;
  readonly applied: AppliedPosition;
  readonly clock: Clock;
  readonly log: Log;
  readonly maxBatchEvents: number;
  /** Before each commit: the newest moment at which anything in it was recorded. */
  readonly onRecorded: (at: string) => void;
  /** After each commit; what it throws is a bug and stops the projector. */
  readonly onChanges: (changes: BatchChanges) => void;
}

export interface Projector {
  /** Resolves when the projector has stopped: with what went wrong, or null where it, or its store, was closed. */
  readonly stopped: Promise<Error | null>;
  /** Stops following; safe to call twice. Resolves when nothing is written any more. */
  close(): Promise<void>;
}

/**
 * Follows the log and keeps the rows up with it: whatever has come is folded in one transaction together with the
 * checkpoint, and nobody waits for more to come. A store that cannot be reached is tried again; anything else that goes
 * wrong is for good, for rows that skip an event would be lies.
 */
export function startProjector(options: ProjectorOptions): Projector {
  const stop = new AbortController();
  const stopped = new Projecting(options, stop.signal).run();
  return {
    stopped,
    async close() {
      stop.abort();
      await stopped;
    },
  };
}

class Projecting {
  readonly #options: ProjectorOptions;
  readonly #signal: AbortSignal;
  #batch: RecordedEvent[] = [];
  #retryMs = FOLLOW_RETRY_MS;
  #since = 0;

  constructor(options: ProjectorOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  async run(): Promise<Error | null> {
    const { applied, log } = this.#options;
    while (!this.#signal.aborted) {
      try {
        await this.#follow();
        break;
      } catch (error) {
        this.#batch = [];
        if (!(error instanceof EventStoreUnavailable)) {
          log.error({ err: error, position: applied.position }, 'the read model cannot follow the log any more');
          const failure = error instanceof Error ? error : new Error(String(error));
          applied.fail(failure);
          return failure;
        }
        log.warn({ err: error, retryMs: this.#retryMs }, 'the read model cannot reach the log and will try again');
        await this.#pause();
      }
    }
    applied.fail(new Error('the read model no longer follows the log: it, or its store, was closed'));
    return null;
  }

  async #follow(): Promise<void> {
    const { store, applied } = this.#options;
    for await (const message of store.follow({ after: applied.position, signal: this.#signal })) {
      // Awaited only where there is something to wait for: most messages only join the batch.
      const flushed = this.#take(message);
      if (flushed) await flushed;
    }
  }

  #take(message: FollowMessage): Promise<void> | undefined {
    this.#retryMs = FOLLOW_RETRY_MS;
    if (message.kind === 'caught-up') {
      return this.#flush().then(() => this.#options.applied.reach(message.position));
    }
    const full = this.#batch.length >= this.#options.maxBatchEvents && !isSameAppend(this.#batch.at(-1), message.event);
    const flushed = full ? this.#flush() : undefined;
    this.#batch.push(message.event);
    return flushed;
  }

  async #flush(): Promise<void> {
    const last = this.#batch.at(-1);
    if (!last) return;
    const { keys, file, applied, onRecorded, onChanges } = this.#options;
    const events = this.#batch;
    this.#batch = [];
    await keys.reach(last.position);
    onRecorded(newestMomentIn(events));
    const changes = this.#commit(events, last);
    if (changes.forgotten) file.scrub();
    applied.reach(last.position);
    onChanges(changes);
    this.#reportProgress(events.length, last.position);
  }

  #commit(events: readonly RecordedEvent[], last: RecordedEvent): BatchChanges {
    const { file, applier } = this.#options;
    file.begin();
    try {
      const changes = applier.apply(events);
      file.saveCheckpoint(last);
      file.commit();
      return changes;
    } catch (error) {
      applier.forget();
      if (file.db.isTransaction) file.db.exec('ROLLBACK');
      throw error;
    }
  }

  #reportProgress(events: number, position: number): void {
    this.#since += events;
    if (this.#since < PROGRESS_EVERY_EVENTS) return;
    this.#since = 0;
    this.#options.log.info({ position }, 'the read model is reading the log');
  }

  async #pause(): Promise<void> {
    const { clock } = this.#options;
    const retryMs = this.#retryMs;
    this.#retryMs = Math.min(retryMs * 2, FOLLOW_MAX_RETRY_MS);
    await new Promise<void>((resolve) => {
      const cancel = clock.setTimer(retryMs, done);
      const signal = this.#signal;
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}

/** Nodes' clocks differ, so the last event need not be the newest; written as they are, comparing texts compares moments. */
const newestMomentIn = (events: readonly RecordedEvent[]): string =>
  events.reduce((newest, { recordedAt }) => (recordedAt > newest ? recordedAt : newest), '');

/**
 * What one append brought is seen together or not at all: between `MeetStarted` and its first ring there is no meet that
 * anybody should see.
 */
const isSameAppend = (before: RecordedEvent | undefined, event: RecordedEvent): boolean =>
  before !== undefined &&
  before.stream === event.stream &&
  before.version + 1 === event.version &&
  before.metadata.commandId === event.metadata.commandId;
