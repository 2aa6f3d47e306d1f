import type { AppendResult, EventStore, Json, RecordedEvent } from '@meets/event-store';
import type { Metrics } from './metrics.ts';

/** The same store, with its appends timed and what was appended counted. Closing it closes the store. */
export function measuredEventStore(store: EventStore, metrics: Metrics): EventStore {
  return {
    async append(request) {
      const stop = metrics.appendSeconds.startTimer();
      const result = await store.append(request).catch((error: unknown) => {
        stop({ outcome: 'failed' });
        throw error;
      });
      stop({ outcome: result.outcome });
      count(result, metrics);
      return result;
    },
    readStream: (stream, options) => store.readStream(stream, options),
    lastOf: (stream) => store.lastOf(stream),
    readAll: (options) => store.readAll(options),
    follow: (options) => store.follow(options),
    head: () => store.head(),
    close: () => store.close(),
  };
}

function count(result: AppendResult, metrics: Metrics): void {
  // A repeated append was counted the first time.
  if (result.outcome !== 'appended') return;
  for (const event of result.events) {
    metrics.eventsAppended.inc({ type: event.type });
    countMeet(event, metrics);
  }
}

function countMeet(event: RecordedEvent, metrics: Metrics): void {
  if (event.type === 'MeetStarted') metrics.meetsStarted.inc({ kind: label(event.data['kind']) });
  else if (event.type === 'MeetAccepted') metrics.meetsAnswered.inc();
  else if (event.type === 'MeetMissed') metrics.meetsMissed.inc({ reason: label(event.data['reason']) });
}

/** Labels are for sums: what is no plain word is not told. */
const label = (value: Json | undefined): string => (typeof value === 'string' ? value : 'unknown');
