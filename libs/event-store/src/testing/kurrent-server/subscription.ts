import { randomUUID } from 'node:crypto';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { readEventOf, streams } from './protocol.ts';
import type { ReadCall } from './read-call.ts';
import { positionIn, send } from './read-call.ts';
import type { LogPosition, LogRecord, ServerLog } from './server-log.ts';
import { comparePositions } from './server-log.ts';

/** How many matching events the server reads as one page while a subscription catches up. */
const PAGE_EVENTS = 32;

/**
 * A subscription to the whole log, with the real server's habits: an exclusive start; while it catches up, a checkpoint
 * after each full interval of *considered* events, whose prepare position may be 0; one more at the log's end, then
 * `CaughtUp`; and live, a checkpoint at the position of each interval's last event.
 */
export async function subscribeToAll(
  log: ServerLog,
  call: ReadCall,
  options: ReadReq.Options,
  behaviour: { readonly caughtUpMessages: boolean },
): Promise<void> {
  const subscription = new AllSubscription(log, call, options);
  await send(call, confirmation());
  let announced = false;
  while (!call.cancelled && !call.destroyed) {
    // Asked for before the log is read, so that a write in between wakes the wait below.
    const written = nextWrite(log, call);
    await (announced ? subscription.goLive() : subscription.catchUp());
    if (!announced) {
      if (behaviour.caughtUpMessages) {
        await send(call, new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
      }
      announced = true;
      // A write may have come while the messages above were sent.
      await subscription.goLive();
    }
    await written;
  }
}

class AllSubscription {
  readonly #log: ServerLog;
  readonly #call: ReadCall;
  readonly #wants: (record: LogRecord) => boolean;
  readonly #interval: number;
  readonly #filtered: boolean;
  #at: LogPosition;
  #considered = 0;

  constructor(log: ServerLog, call: ReadCall, options: ReadReq.Options) {
    this.#log = log;
    this.#call = call;
    const filter = options.getFilter();
    this.#filtered = filter !== undefined;
    this.#wants = filter ? filterOf(filter) : () => true;
    const searchWindow = filter?.hasMax() ? filter.getMax() : PAGE_EVENTS;
    this.#interval = searchWindow * (filter?.getCheckpointintervalmultiplier() ?? 1);
    const from = positionIn(options.getAll() ?? new streams.ReadReq.Options.AllOptions());
    this.#at =
      from === 'start'
        ? { commit: -1, prepare: -1 }
        : from === 'end'
          ? (log.records.at(-1) ?? { commit: 0, prepare: 0 })
          : from;
  }

  async catchUp(): Promise<void> {
    for (;;) {
      const record = this.#next();
      if (!record) break;
      await this.#pass(record);
      if (this.#considered < this.#interval) continue;
      this.#considered = 0;
      // The server's page ends behind the record, at a place that is no event's and whose prepare position is 0.
      await this.#checkpoint({ commit: this.#at.commit + 1, prepare: 0 });
    }
    this.#considered = 0;
    if (this.#at.commit >= 0) await this.#checkpoint(this.#at);
  }

  async goLive(): Promise<void> {
    for (;;) {
      const record = this.#next();
      if (!record) return;
      await this.#pass(record);
      if (this.#considered < this.#interval) continue;
      this.#considered = 0;
      await this.#checkpoint(record);
    }
  }

  #next(): LogRecord | undefined {
    if (this.#call.cancelled || this.#call.destroyed) return undefined;
    let index = this.#log.indexAt(this.#at);
    const record = this.#log.records[index];
    if (record && comparePositions(record, this.#at) === 0) index += 1;
    return this.#log.records[index];
  }

  async #pass(record: LogRecord): Promise<void> {
    this.#at = record;
    this.#considered += 1;
    if (this.#wants(record)) await send(this.#call, readEventOf(record));
  }

  async #checkpoint(at: LogPosition): Promise<void> {
    if (!this.#filtered) return;
    const checkpoint = new streams.ReadResp.Checkpoint();
    checkpoint.setCommitPosition(String(at.commit)).setPreparePosition(String(at.prepare));
    await send(this.#call, new streams.ReadResp().setCheckpoint(checkpoint));
  }
}

function filterOf(filter: ReadReq.Options.FilterOptions): (record: LogRecord) => boolean {
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const textOf = (record: LogRecord): string => (byStream ? record.stream : record.type);
  const pattern = expression?.getRegex();
  if (pattern) {
    const regex = new RegExp(pattern, 'u');
    return (record) => regex.test(textOf(record));
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (record) => prefixes.some((prefix) => textOf(record).startsWith(prefix));
}

function nextWrite(log: ServerLog, call: ReadCall): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      stop();
      call.off('cancelled', go).off('close', go);
      resolve();
    };
    const stop = log.onWrite(go);
    call.once('cancelled', go).once('close', go);
  });
}

function confirmation(): ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  return new streams.ReadResp().setConfirmation(confirmed);
}
