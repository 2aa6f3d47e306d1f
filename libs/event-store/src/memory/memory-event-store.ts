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
import { GENESIS_HASH, hashOf } from '../hash-chain.ts';
import { judgeAppend } from '../judge-append.ts';
import { LiveTail } from '../live-tail.ts';
import { eventTest } from '../log-filter.ts';
import { createRecordedClock } from '../recorded-clock.ts';
import { sealEnvelope, StoredEvent } from '../stored-event.ts';

export interface MemoryEventStoreOptions {
  /** The clock behind `recordedAt`, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * The event store of unit tests: everything the port promises except that it outlives the process. It holds every event
 * in memory, without bound.
 */
export function createMemoryEventStore(options: MemoryEventStoreOptions = {}): EventStore {
  return new MemoryEventStore(options.now ?? Date.now);
}

/** How many events a reader is given between two turns of the event loop. */
const READ_BATCH_EVENTS = 256;

interface MemoryStream {
  readonly events: StoredEvent[];
  readonly versionsById: Map<string, number>;
}

class MemoryEventStore implements EventStore {
  readonly #log: StoredEvent[] = [];
  readonly #streams = new Map<string, MemoryStream>();
  readonly #tail = new LiveTail(LOG_START);
  readonly #recordedNow: () => string;
  #closed = false;

  constructor(now: () => number) {
    this.#recordedNow = createRecordedClock(now);
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    this.#checkOpen();
    const checked = checkAppend(request);
    const stream: MemoryStream = this.#streams.get(checked.stream) ?? {
      events: [],
      versionsById: new Map<string, number>(),
    };
    const actual = stream.events.length;
    const ids = checked.events.map((event) => event.id);
    const judgement = judgeAppend(checked.expected, ids, {
      version: actual,
      idsFrom: (version, count) => stream.events.slice(version - 1, version - 1 + count).map((event) => event.id),
      versionOf: (id) => stream.versionsById.get(id),
    });
    if (judgement.verdict === 'conflict') return { outcome: 'conflict', expected: checked.expected, actual };
    if (judgement.verdict === 'repeat') {
      const start = judgement.firstVersion - 1;
      return { outcome: 'repeated', events: stream.events.slice(start, start + ids.length) };
    }
    return { outcome: 'appended', events: this.#store(checked, stream) };
  }

  readStream(stream: string, { after = 0, limit = Infinity }: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    const events = this.#streams.get(stream)?.events ?? [];
    return this.#read(events, after, Math.min(events.length, after + limit));
  }

  async lastOf(stream: string): Promise<RecordedEvent | undefined> {
    this.#checkOpen();
    return this.#streams.get(stream)?.events.at(-1);
  }

  readAll({ after = LOG_START, filter, limit = Infinity }: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    const wanted = eventTest(filter);
    if (!wanted) return this.#read(this.#log, after, Math.min(this.#log.length, after + limit));
    const found = this.#log.slice(after).filter(wanted);
    return this.#read(found, 0, Math.min(found.length, limit));
  }

  follow(options: FollowOptions = {}): AsyncIterable<FollowMessage> {
    if (this.#closed) return iterateBatches<FollowMessage>({ next: () => Promise.reject(closed()) });
    const wanted = eventTest(options.filter) ?? ((): boolean => true);
    return this.#tail.follow(options, async (after, upTo) => {
      const scannedTo = Math.min(upTo, after + READ_BATCH_EVENTS);
      return { events: this.#log.slice(after, scannedTo).filter(wanted), scannedTo };
    });
  }

  async head(): Promise<Position> {
    this.#checkOpen();
    return this.#log.length;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#tail.close();
  }

  #store({ stream: name, events }: CheckedAppend, stream: MemoryStream): readonly RecordedEvent[] {
    const recordedAt = this.#recordedNow();
    let hash = stream.events.at(-1)?.hash ?? GENESIS_HASH;
    const stored = events.map((event, index) => {
      const version = stream.events.length + 1 + index;
      hash = hashOf(hash, { ...event, stream: name, version, recordedAt });
      const envelope = sealEnvelope({ ...event, recordedAt, hash });
      const position = this.#log.length + 1 + index;
      return new StoredEvent(position, name, version, event.type, envelope, event.dataText, event.metadataText);
    });
    for (const event of stored) {
      stream.events.push(event);
      stream.versionsById.set(event.id, event.version);
      this.#log.push(event);
    }
    this.#streams.set(name, stream);
    this.#tail.publish(stored);
    return stored;
  }

  /** The events from index `from` to below index `to`, in batches. */
  #read(events: readonly StoredEvent[], from: number, to: number): AsyncIterable<RecordedEvent> {
    let at = from;
    return iterateBatches({
      next: async () => {
        this.#checkOpen();
        if (at >= to) return undefined;
        const batch = events.slice(at, Math.min(to, at + READ_BATCH_EVENTS));
        at += batch.length;
        return batch;
      },
    });
  }

  #checkOpen(): void {
    if (this.#closed) throw closed();
  }
}

const closed = (): EventStoreClosed => new EventStoreClosed('the memory event store was closed');
