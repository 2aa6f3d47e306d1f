import type { Position, ReadAllOptions, RecordedEvent } from '../port.ts';
import { LOG_START } from '../port.ts';
import type { BatchSource } from '../batches.ts';
import { scanEvents } from './event-scan.ts';
import { newestPositionOfOurs } from './log-head.ts';
import type { LogScan } from './log-scan.ts';
import type { KurrentConnection } from './stream-reading.ts';
import { checkOpen, retried } from './stream-reading.ts';

/**
 * The batches of `readAll`: a scan that ends where the log ended at the call. A subscription and not a read, because only
 * subscriptions can be filtered at the server with the clients of today.
 */
export class LogReading implements BatchSource<RecordedEvent> {
  readonly #connection: KurrentConnection;
  readonly #scan: LogScan<RecordedEvent>;
  readonly #head: Promise<Position>;
  readonly #after: Position;
  #left: number;
  #done = false;

  constructor(connection: KurrentConnection, { after = LOG_START, filter, limit = Infinity }: ReadAllOptions) {
    this.#connection = connection;
    this.#after = after;
    this.#left = limit;
    this.#scan = scanEvents(connection, { after, filter, giveUpAfterMs: connection.retryForMs });
    // Asked for at once, so that the answer is the log as it goes at the call.
    this.#head = retried(connection, 'read the head of the log', () => newestPositionOfOurs(connection));
    // Whoever never reads on never learns of a failure; whoever does is told by `next`.
    this.#head.catch(() => this.end());
  }

  async next(): Promise<readonly RecordedEvent[] | undefined> {
    const head = await this.#head;
    while (!this.#done && this.#left > 0 && head > this.#after) {
      checkOpen(this.#connection);
      const messages = await this.#scan.next();
      checkOpen(this.#connection);
      if (!messages) break;
      const events: RecordedEvent[] = [];
      for (const message of messages) {
        const position = message.kind === 'event' ? message.event.position : message.position;
        if (message.kind === 'event' && position <= head) events.push(message.event);
        if (position >= head) this.#done = true;
      }
      const given = events.slice(0, this.#left);
      this.#left -= given.length;
      if (given.length > 0) return given;
    }
    this.end();
    return undefined;
  }

  end(): void {
    this.#done = true;
    this.#scan.end();
  }
}
