import {
  type EventStore,
  EventStoreClosed,
  type LogFilter,
  type Position,
  type RecordedEvent,
} from '@meets/event-store';
import type { Clock } from '../time/clock.ts';
import type { Log } from '../logging/log.ts';
import { type Backoff, backoffMs } from './backoff.ts';

/** The most events that are taken in by one transaction, while catching up. */
export const EVENTS_PER_TRANSACTION = 500;
/** How long to wait before the log is followed anew after a failure. */
export const FOLLOW_BACKOFF: Backoff = { firstMs: 100, longestMs: 10_000 };

export interface LogFollower {
  readonly store: EventStore;
  readonly filter: LogFilter;
  /** Where to go on from; asked again after each failure. */
  readonly checkpoint: () => Promise<Position>;
  /** Takes in some events (maybe none), and that everything up to `position` was seen. May throw; it is given them again then. */
  readonly takeIn: (events: readonly RecordedEvent[], position: Position) => void;
  /** After each burst, when everything there was has been taken in. */
  readonly caughtUp: () => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

/** Follows the log until the signal, one batch at a time, through failures of the store. Ends when the store is closed. */
export async function followLog(follower: LogFollower): Promise<void> {
  const { signal, log, clock, random } = follower;
  for (let failures = 0; !signal.aborted;) {
    try {
      await followOnce(follower, () => (failures = 0));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof EventStoreClosed)
        return log.warn({}, 'reactions end: the event store was closed before them');
      failures += 1;
      const inMs = backoffMs(FOLLOW_BACKOFF, failures, random());
      log.error({ err: error, failures, inMs }, 'reactions lost the log and will follow it anew');
      await pause(clock, inMs, signal);
    }
  }
}

async function followOnce(follower: LogFollower, succeeded: () => void): Promise<void> {
  const { store, filter, checkpoint, takeIn, caughtUp, signal } = follower;
  let batch: RecordedEvent[] = [];
  for await (const message of store.follow({ after: await checkpoint(), filter, signal })) {
    if (message.kind === 'caught-up') {
      takeIn(batch, message.position);
      batch = [];
      succeeded();
      caughtUp();
      continue;
    }
    batch.push(message.event);
    if (batch.length < EVENTS_PER_TRANSACTION) continue;
    takeIn(batch, message.event.position);
    batch = [];
  }
}

/** Ends early when aborted. */
async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const cancel = clock.setTimer(ms, end);
  signal.addEventListener('abort', end, { once: true });
  await ended;
  cancel();
  signal.removeEventListener('abort', end);
}
