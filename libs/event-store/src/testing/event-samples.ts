import { randomUUID } from 'node:crypto';
import type { EventStore, FollowMessage, FollowOptions, NewEvent, RecordedEvent } from '../port.ts';

/** An event that could be any; `over` says what matters to the test. */
export const newEvent = (over: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  schemaVersion: 1,
  occurredAt: '2026-01-31T09:00:00.000Z',
  data: { nth: 1 },
  metadata: {
    actor: { role: 'manager', id: 'manager-1' },
    correlationId: 'correlation-1',
    causationId: null,
    commandId: 'command-1',
    commandHash: 'a'.repeat(64),
  },
  ...over,
});

/** Events numbered from 0 in `data.nth`. */
export const newEvents = (count: number, over: Partial<NewEvent> = {}): NewEvent[] =>
  Array.from({ length: count }, (_, nth) => newEvent({ data: { nth }, ...over }));

/** Everything an iteration gives, to its end. */
export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** Follows until `enough` holds of what came, then stops. */
export async function takeFollowed(
  store: EventStore,
  options: FollowOptions,
  enough: (events: readonly RecordedEvent[], messages: readonly FollowMessage[]) => boolean,
): Promise<{ readonly events: RecordedEvent[]; readonly messages: FollowMessage[] }> {
  const events: RecordedEvent[] = [];
  const messages: FollowMessage[] = [];
  for await (const message of store.follow(options)) {
    messages.push(message);
    if (message.kind === 'event') events.push(message.event);
    if (enough(events, messages)) break;
  }
  return { events, messages };
}

/** Resolves when the condition holds, looking again every millisecond; the test's own time-out bounds it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}
