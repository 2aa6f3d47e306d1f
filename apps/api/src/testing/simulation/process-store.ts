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
import type { VirtualTime } from './virtual-time.ts';

/** How likely it is that something goes wrong on the way to the store and back; each from 0 to 1. */
export interface Faults {
  /** The append never gets there, and the appender hears of a failure. */
  lostBefore: number;
  /** The append is stored, and the appender hears of a failure. */
  lostAfter: number;
  /** A read fails, maybe half way. */
  readFails: number;
  /** A follower is cut off, asked at each message. */
  cut: number;
  /** A request or answer takes its time. */
  slow: number;
}

export const NO_FAULTS: Faults = { lostBefore: 0, lostAfter: 0, readFails: 0, cut: 0, slow: 0 };

/** The longest that a slow request or answer is under way, in milliseconds; a few take ten times as long. */
const SLOW_MS = 400;

/**
 * The store as one process reaches it: requests and answers take their time and overtake one another, and what `faults`
 * says goes wrong. After `die` nothing comes back to the process any more; what was under way may still arrive.
 */
export class ProcessStore implements EventStore {
  readonly #disk: EventStore;
  readonly #time: VirtualTime;
  readonly #faults: Readonly<Faults>;
  #dead = false;

  constructor(disk: EventStore, time: VirtualTime, faults: Readonly<Faults>) {
    this.#disk = disk;
    this.#time = time;
    this.#faults = faults;
  }

  die(): void {
    this.#dead = true;
  }

  async append(request: AppendRequest): Promise<AppendResult> {
    this.#checkAlive();
    const { chance } = this.#time;
    const lostBefore = chance.happens(this.#faults.lostBefore);
    const lostAfter = chance.happens(this.#faults.lostAfter);
    await this.#way();
    if (this.#dead && this.#time.chance.happens(0.5)) throw dead();
    if (lostBefore) throw new EventStoreUnavailable('the append got lost on its way');
    const result = await this.#disk.append(request);
    await this.#way();
    this.#checkAlive();
    if (lostAfter) throw new EventStoreUnavailable('the answer to the append got lost on its way');
    return result;
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncGenerator<RecordedEvent, void> {
    yield* this.#read(() => this.#disk.readStream(stream, options));
  }

  async *readAll(options?: ReadAllOptions): AsyncGenerator<RecordedEvent, void> {
    yield* this.#read(() => this.#disk.readAll(options));
  }

  async lastOf(stream: string): Promise<RecordedEvent | undefined> {
    await this.#ask();
    return this.#disk.lastOf(stream);
  }

  async head(): Promise<Position> {
    await this.#ask();
    return this.#disk.head();
  }

  async *follow(options: FollowOptions = {}): AsyncGenerator<FollowMessage, void> {
    await this.#way();
    for await (const message of this.#disk.follow(options)) {
      const { chance } = this.#time;
      if (chance.happens(this.#faults.cut)) throw new EventStoreUnavailable('the follower was cut off');
      if (chance.happens(0.3)) await this.#way();
      if (this.#dead) return;
      yield message;
    }
  }

  async close(): Promise<void> {
    this.die();
  }

  async *#read(open: () => AsyncIterable<RecordedEvent>): AsyncGenerator<RecordedEvent, void> {
    const fails = this.#time.chance.happens(this.#faults.readFails);
    await this.#way();
    this.#checkAlive();
    for await (const event of open()) {
      if (fails && this.#time.chance.happens(0.3)) throw new EventStoreUnavailable('the read broke off');
      yield event;
      this.#checkAlive();
    }
    if (fails) throw new EventStoreUnavailable('the read broke off at its end');
  }

  async #ask(): Promise<void> {
    this.#checkAlive();
    const fails = this.#time.chance.happens(this.#faults.readFails);
    await this.#way();
    this.#checkAlive();
    if (fails) throw new EventStoreUnavailable('the question got lost on its way');
  }

  /** One way to the store, or back. */
  #way(): Promise<void> {
    const { chance } = this.#time;
    if (!chance.happens(this.#faults.slow)) return this.#time.pass(0);
    return this.#time.pass(chance.between(1, chance.happens(0.1) ? SLOW_MS * 10 : SLOW_MS));
  }

  #checkAlive(): void {
    if (this.#dead) throw dead();
  }
}

const dead = (): EventStoreClosed => new EventStoreClosed('this process is dead');
