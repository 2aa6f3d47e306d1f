import { randomUUID } from 'node:crypto';
import type { AppendRequest, NewEvent } from '@meets/event-store';

/** How many events each stream has in the log that is rebuilt from, as an ordinary meet has. */
const EVENTS_PER_STREAM = 10;

/** An event of about 400 bytes of data and metadata, as the service writes them. */
export function sampleEvent(nth: number): NewEvent {
  const id = randomUUID();
  return {
    id,
    type: nth % EVENTS_PER_STREAM === 0 ? 'MeetStarted' : 'ParticipantJoined',
    schemaVersion: 1,
    occurredAt: '2026-01-31T09:00:00.000Z',
    data: {
      meetId: `uc.chat-${nth}.1`,
      participant: { role: 'customer', id: `customer-${nth}` },
      device: { platform: 'WEB_DESKTOP', browser: 'CHROME', osVersion: null },
    },
    metadata: {
      actor: { role: 'customer', id: `customer-${nth}` },
      correlationId: id,
      causationId: null,
      commandId: id,
      commandHash: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
    },
  };
}

/** One append of one event to a new stream. */
export const newStreamAppend = (run: string, nth: number): AppendRequest => ({
  stream: `meet-bench:${run}.${nth}`,
  expected: 'none',
  events: [sampleEvent(nth)],
});

/** Streams of {@link EVENTS_PER_STREAM} events each, `count` events in all. */
export function* sampleLog(count: number): Generator<AppendRequest> {
  for (let first = 0; first < count; first += EVENTS_PER_STREAM) {
    const length = Math.min(EVENTS_PER_STREAM, count - first);
    const events = Array.from({ length }, (_, index) => sampleEvent(first + index));
    yield { stream: `meet-bench:log.${first}`, expected: 'none', events };
  }
}
