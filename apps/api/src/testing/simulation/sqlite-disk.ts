import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AppendRequest,
  type AppendResult,
  type EventStore,
  EventStoreClosed,
  EventStoreUnavailable,
  type FollowMessage,
  type FollowOptions,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
} from '@meets/event-store';
import { openSqliteEventStore, READ_PAGE_EVENTS } from '@meets/event-store/sqlite';
import type { VirtualTime } from './virtual-time.ts';

/** How the process that holds the log ends: in order, or between two instructions. */
export type DiskEnd = 'stop' | 'crash';

/**
 * The embedded store as the disk of a world. What it does takes real time; but no time passes in the world, and nothing
 * else happens there, until it has answered: so a seed is the same to the last line here too.
 */
export class SqliteDisk implements EventStore {
  readonly #folder: string;
  readonly #time: VirtualTime;
  #generation = 0;
  #closed = false;
  #store: EventStore;

  private constructor(folder: string, time: VirtualTime, store: EventStore) {
    this.#folder = folder;
    this.#time = time;
    this.#store = store;
  }

  static async open(folder: string, time: VirtualTime): Promise<SqliteDisk> {
    return new SqliteDisk(folder, time, await open(fileIn(folder, 0), time));
  }

  /**
   * The log is closed and opened again; `crash`: as it lay on disk at that moment, its write-ahead log never folded in. Whoever
   * followed is cut off.
   */
  async restart(how: DiskEnd): Promise<void> {
    const before = this.#store;
    const file = fileIn(this.#folder, this.#generation);
    if (how === 'crash') {
      this.#generation += 1;
      const next = fileIn(this.#folder, this.#generation);
      // The write-ahead log holds whatever the main file may not hold yet, so it is copied last.
      for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, next + suffix);
    }
    await this.#time.real(before.close());
    this.#store = await this.#time.real(open(fileIn(this.#folder, this.#generation), this.#time));
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    // Readers of a long log take a turn of the event loop for each of its pages.
    const turns = 2 + Math.ceil((await this.#store.head()) / READ_PAGE_EVENTS);
    return this.#time.real(this.#store.append(request), turns);
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent> {
    return this.#cutOff(this.#store.readStream(stream, options));
  }

  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return this.#cutOff(this.#store.readAll(options));
  }

  lastOf(stream: string): Promise<RecordedEvent | undefined> {
    return this.#store.lastOf(stream);
  }

  head(): Promise<Position> {
    return this.#store.head();
  }

  async *follow(options: FollowOptions = {}): AsyncGenerator<FollowMessage, void> {
    yield* this.#cutOff(this.#store.follow(options));
    if (options.signal?.aborted !== true && !this.#closed) throw cutOff();
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#time.real(this.#store.close());
  }

  /** To a process, a log that is closed and opened again is one that it cannot reach for a moment. */
  async *#cutOff<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item, void> {
    try {
      yield* items;
    } catch (error) {
      throw error instanceof EventStoreClosed && !this.#closed ? cutOff() : error;
    }
  }
}

const cutOff = (): EventStoreUnavailable => new EventStoreUnavailable('the log was closed and opened again');

const fileIn = (folder: string, generation: number): string => join(folder, `log-${generation}.sqlite`);

const open = (file: string, time: VirtualTime): Promise<EventStore> =>
  openSqliteEventStore({ file, now: () => time.wall });
