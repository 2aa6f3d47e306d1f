import { type EventStore, EventStoreClosed, type NewEvent } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { measuredEventStore } from './measured-event-store.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const event = (serial: number, type: string, data: NewEvent['data']): NewEvent => ({
  id: `00000000-0000-4000-8000-00000000000${serial}`,
  type,
  schemaVersion: 1,
  occurredAt: '2026-03-02T09:00:00.000Z',
  data,
  metadata: {
    actor: { role: 'system', id: 'test' },
    correlationId: 'r-1',
    causationId: null,
    commandId: 'c-1',
    commandHash: 'h',
  },
});

describe('a measured store', () => {
  let metrics: Metrics;
  let store: EventStore;
  beforeEach(() => {
    metrics = createMetrics();
    store = measuredEventStore(createMemoryEventStore(), metrics);
  });
  afterEach(() => store.close());

  it('counts meets by kind and by why nobody answered, once each', async () => {
    const begun = {
      stream: 'meet-shop:1',
      expected: 'none',
      events: [event(1, 'MeetStarted', { kind: 'VOICE' })],
    } as const;
    await store.append(begun);
    await store.append(begun);
    await store.append({ stream: 'meet-shop:1', expected: 1, events: [event(2, 'MeetMissed', { reason: 'BUSY' })] });
    await store.append({
      stream: 'meet-shop:1',
      expected: 'none',
      events: [event(3, 'MeetStarted', { kind: 'VIDEO' })],
    });
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/^meets_started_total\{kind="VOICE"\} 1$/m);
    expect(text).not.toMatch(/kind="VIDEO"/);
    expect(text).toMatch(/^meets_missed_total\{reason="BUSY"\} 1$/m);
    expect(text).toMatch(/^meets_append_seconds_count\{outcome="appended"\} 2$/m);
    expect(text).toMatch(/^meets_append_seconds_count\{outcome="repeated"\} 1$/m);
    expect(text).toMatch(/^meets_append_seconds_count\{outcome="conflict"\} 1$/m);
  });

  it('hands failures on, and counts them', async () => {
    await store.close();
    const lost = store.append({ stream: 'meet-shop:1', expected: 'any', events: [event(1, 'MeetStarted', {})] });
    await expect(lost).rejects.toThrow(EventStoreClosed);
    expect(await metrics.registry.metrics()).toMatch(/^meets_append_seconds_count\{outcome="failed"\} 1$/m);
  });
});
