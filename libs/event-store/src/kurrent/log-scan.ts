import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '../port.ts';
import { CorruptEvent, EventStoreUnavailable, LOG_START } from '../port.ts';
import type { BatchSource } from '../batches.ts';
import { pauseBefore } from './backoff.ts';
import type { KurrentFilterRule, KurrentPosition, KurrentRecord } from './kurrent-client.ts';
import { failureOf } from './kurrent-failure.ts';
import { positionNumber } from './kurrent-record.ts';
import { newestPosition } from './log-head.ts';
import type { ReadItem } from './ordered-reader.ts';
import { OrderedReader, READ_BUFFER_EVENTS } from './ordered-reader.ts';
import type { KurrentConnection } from './stream-reading.ts';

/** How many events the server looks through for one page while a filtered reader catches up. */
export const CATCH_UP_SEARCH_WINDOW = 512;
/** The same when it is live: a word from the server for every event that is not wanted, so that the reader's place moves. */
export const LIVE_SEARCH_WINDOW = 1;

/** As the port's `FollowMessage`, of whatever is made of the records. */
export type ScanMessage<T> =
  { readonly kind: 'event'; readonly event: T } | { readonly kind: 'caught-up'; readonly position: Position };

export interface LogScanOptions<T> {
  readonly after: Position;
  /** What the server is to leave out. */
  readonly rule: KurrentFilterRule;
  /** What is made of a record; undefined for one that is not wanted. Errors end the scan. */
  select(record: KurrentRecord): T | undefined;
  /** Whether a record counts as the log's newest: see `newestPosition`. */
  isOurs(record: KurrentRecord): boolean;
  /** Live, move and mark the place with every event of the log, and not only with those that are given. */
  readonly everyPlace: boolean;
  /** Give up when nothing was heard for so long, in milliseconds. Default: never, which is right for a follower. */
  readonly giveUpAfterMs?: number;
  /** Called once when the scan has ended, however that came. */
  readonly onEnd?: () => void;
}

/**
 * The whole log behind a position and then live, over subscriptions that are begun again behind the last position
 * whenever one drops: no gap and no duplicate, because the place is kept here and every event at or before it is dropped.
 *
 * How `caught-up` is known without asking again and again: the log's newest position is read once before each
 * subscription. Whatever reaches it first (an event, a checkpoint, or the server's own `caughtUp`, which is sent at its
 * end of the log or later) proves that all there was at that time has been given. From then on the server pushes, so a mark
 * follows whenever all that has arrived was taken: it waits one turn of the event loop for what comes in the same burst.
 */
export class LogScan<T> implements BatchSource<ScanMessage<T>> {
  readonly #connection: KurrentConnection;
  readonly #options: LogScanOptions<T>;
  readonly #ended = new AbortController();
  #at: Position;
  /** Where the newest `caught-up` stood; undefined before the first. */
  #markedAt: Position | undefined;
  #session: Session | undefined;
  #attempt = 0;
  #fatal: { readonly error: unknown } | undefined;
  #heardAt = performance.now();

  constructor(connection: KurrentConnection, options: LogScanOptions<T>) {
    this.#connection = connection;
    this.#options = options;
    this.#at = options.after;
  }

  async next(): Promise<readonly ScanMessage<T>[] | undefined> {
    while (!this.#ended.signal.aborted) {
      try {
        const messages = await this.#step();
        if (messages.length > 0) return messages;
      } catch (error) {
        this.#drop();
        if (this.#ended.signal.aborted) return undefined;
        await this.#pause(error);
      }
    }
    return undefined;
  }

  end(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#drop();
    this.#options.onEnd?.();
  }

  /** What there is now: events, or a mark, or nothing. */
  async #step(): Promise<readonly ScanMessage<T>[]> {
    const session = (this.#session ??= await this.#connect());
    if (session.caughtUp && this.#at !== this.#markedAt) {
      await nextTurn();
      if (session.reader.idle) return [this.#mark(session)];
    }
    const items = await session.reader.take(READ_BUFFER_EVENTS);
    if (!items) throw new Error('the server ended the subscription');
    this.#attempt = 0;
    this.#heardAt = performance.now();
    return items.flatMap((item) => this.#accept(session, item));
  }

  async #connect(): Promise<Session> {
    const head = await newestPosition(this.#connection, (record) => this.#options.isOurs(record));
    const live = this.#options.everyPlace && this.#at >= head;
    const reader = OrderedReader.ofSubscription((checkpointReached) =>
      this.#connection.client.subscribeToAll(
        {
          fromPosition: this.#at === LOG_START ? 'start' : positionAt(this.#at),
          filter: {
            ...this.#options.rule,
            maxSearchWindow: live ? LIVE_SEARCH_WINDOW : CATCH_UP_SEARCH_WINDOW,
            checkpointInterval: 1,
            checkpointReached: (_subscription, position) => checkpointReached(position),
          },
        },
        { highWaterMark: READ_BUFFER_EVENTS },
      ),
    );
    const session = { reader, head, live, caughtUp: this.#at >= head };
    // The scan may have ended while the head was read.
    if (this.#ended.signal.aborted) reader.cancel();
    return session;
  }

  #mark(session: Session): ScanMessage<T> {
    this.#markedAt = this.#at;
    // Caught up: from here on every event is worth a word of the server's, so that the place of a filtered reader moves.
    if (this.#options.everyPlace && !session.live) this.#drop();
    return { kind: 'caught-up', position: this.#at };
  }

  #accept(session: Session, item: ReadItem): readonly ScanMessage<T>[] {
    if (item.kind === 'record') return this.#acceptRecord(session, item.record);
    if (item.kind === 'caught-up') this.#reach(session, session.head);
    else this.#reach(session, this.#placeOf(session, item.position));
    return [];
  }

  #acceptRecord(session: Session, record: KurrentRecord): readonly ScanMessage<T>[] {
    const position = positionNumber(record.position);
    if (position <= this.#at) return [];
    this.#reach(session, position);
    const event = this.#select(record);
    return event === undefined ? [] : [{ kind: 'event', event }];
  }

  #select(record: KurrentRecord): T | undefined {
    try {
      return this.#options.select(record);
    } catch (error) {
      this.#fatal = { error };
      throw error;
    }
  }

  /**
   * A checkpoint that is no event's own place (its parts differ) cannot be resumed from by our number, which is one part; it
   * then only proves how far the server has looked. While catching up, a mark goes no further than the log's head.
   */
  #placeOf({ head, live }: Session, { commit, prepare }: KurrentPosition): Position {
    const place = commit === prepare ? positionNumber({ commit, prepare }) : undefined;
    if (place !== undefined && (live || place <= head)) return place;
    return commit > BigInt(head) ? head : this.#at;
  }

  #reach(session: Session, position: Position): void {
    if (position > this.#at) this.#at = position;
    if (this.#at >= session.head) session.caughtUp = true;
  }

  async #pause(error: unknown): Promise<void> {
    // The head is looked for among the same records.
    if (this.#fatal || error instanceof CorruptEvent) throw this.#fatal?.error ?? error;
    const silentMs = performance.now() - this.#heardAt;
    if (failureOf(error) === 'refused')
      throw new EventStoreUnavailable('the server refused to read its log', { cause: error });
    if (silentMs > (this.#options.giveUpAfterMs ?? Infinity)) {
      throw new EventStoreUnavailable(`nothing heard of the log for ${Math.round(silentMs)} ms`, { cause: error });
    }
    this.#attempt += 1;
    await pauseBefore(this.#attempt, this.#ended.signal);
  }

  #drop(): void {
    this.#session?.reader.cancel();
    this.#session = undefined;
  }
}

/** One subscription. `live`: one for every place, begun at the head. `caughtUp`: it has reached what was the head at its start. */
interface Session {
  readonly reader: OrderedReader;
  readonly head: Position;
  readonly live: boolean;
  caughtUp: boolean;
}

const positionAt = (position: Position): KurrentPosition => ({ commit: BigInt(position), prepare: BigInt(position) });
