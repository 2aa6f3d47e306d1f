import type { AppendRequest, NewEvent } from '../port.ts';
import { InvalidAppend, MAX_EVENT_BYTES, MAX_EVENTS_PER_APPEND, MAX_STREAM_NAME_LENGTH } from '../port.ts';
import { plainEvent } from '../stored-event.ts';
import type { ContractSetting } from './contract-setting.ts';
import { collect, newEvent, newEvents } from './event-samples.ts';

/** What an append stores, and what it refuses. */
export function appendingContract({ store, options }: ContractSetting): void {
  describe('appending', () => {
    it('answers with the events as they are then read', async () => {
      const events = newEvents(3);
      const result = await store().append({ stream: 'meet-1', expected: 'none', events });
      expect(result.outcome).toBe('appended');
      if (result.outcome === 'conflict') return;
      expect(result.events.map((event) => event.version)).toEqual([1, 2, 3]);
      expect(result.events.map((event) => event.id)).toEqual(events.map((event) => event.id));
      expect(result.events.map(plainEvent)).toEqual((await collect(store().readStream('meet-1'))).map(plainEvent));
      expect(result.events.map(plainEvent)).toEqual((await collect(store().readAll())).map(plainEvent));
    });

    it('numbers positions in commit order', async () => {
      for (let n = 0; n < 5; n += 1) {
        await store().append({ stream: `meet-${n % 2}`, expected: 'any', events: newEvents(2) });
      }
      const positions = (await collect(store().readAll())).map((event) => event.position);
      expect(positions).toHaveLength(10);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      expect(positions.every((position) => Number.isSafeInteger(position) && position > 0)).toBe(true);
      if (options.gaplessPositions) expect(positions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await store().head()).toBe(positions.at(-1));
    });

    it.each([
      ['none', 'none' as const, 0],
      ['version 0', 0, 0],
      ['any of a new stream', 'any' as const, 0],
      ['any of an old stream', 'any' as const, 2],
      ['exists', 'exists' as const, 2],
      ['the exact version', 2, 2],
    ])('takes an append that expects %s', async (_, expected, before) => {
      if (before > 0) await store().append({ stream: 'meet-1', expected: 'none', events: newEvents(before) });
      const result = await store().append({ stream: 'meet-1', expected, events: newEvents(1) });
      expect(result).toMatchObject({ outcome: 'appended', events: [{ version: before + 1 }] });
    });

    it.each([
      ['none of an old stream', 'none' as const, 2],
      ['version 0 of an old stream', 0, 2],
      ['exists of a new stream', 'exists' as const, 0],
      ['a version behind', 1, 2],
      ['a version ahead', 3, 2],
      ['a version of a new stream', 1, 0],
    ])('answers with a conflict and stores nothing where the append expects %s', async (_, expected, before) => {
      if (before > 0) await store().append({ stream: 'meet-1', expected: 'none', events: newEvents(before) });
      const result = await store().append({ stream: 'meet-1', expected, events: newEvents(2) });
      expect(result).toEqual({ outcome: 'conflict', expected, actual: before });
      expect(await collect(store().readAll())).toHaveLength(before);
    });

    it('goes on after a conflict: one lost race does not brick the stream', async () => {
      const first = { stream: 'meet-1', expected: 'none', events: newEvents(1) } as const;
      await store().append(first);
      for (let n = 1; n < 4; n += 1) {
        expect(await store().append({ ...first, events: newEvents(1) })).toMatchObject({
          outcome: 'conflict',
          actual: n,
        });
        const next = await store().append({ stream: 'meet-1', expected: n, events: newEvents(1) });
        expect(next).toMatchObject({ outcome: 'appended', events: [{ version: n + 1 }] });
      }
    });

    it('keeps data and metadata exactly, to the order of their keys', async () => {
      await store().append({ stream: 'meet-1', expected: 'any', events: [awkwardEvent] });
      const [read] = await collect(store().readStream('meet-1'));
      expect(JSON.stringify(read?.data)).toBe(JSON.stringify(awkwardEvent.data));
      expect(JSON.stringify(read?.metadata)).toBe(JSON.stringify(awkwardEvent.metadata));
      expect(read).toMatchObject({
        id: awkwardEvent.id,
        type: awkwardEvent.type,
        schemaVersion: 7,
        occurredAt: awkwardEvent.occurredAt,
        stream: 'meet-1',
      });
    });

    it('records when it took an event in, never going back', async () => {
      const before = new Date().toISOString();
      await store().append({ stream: 'meet-1', expected: 'any', events: newEvents(2) });
      await store().append({ stream: 'meet-2', expected: 'any', events: newEvents(1) });
      const times = (await collect(store().readAll())).map((event) => event.recordedAt);
      expect(times).toEqual([...times].sort());
      expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time))).toBe(true);
      expect(times[0]?.slice(0, 10) ?? '').toBe(before.slice(0, 10));
    });

    it('takes stream names and types of any script', async () => {
      const stream = 'meet-채널%2F1:😀 ' + 'x'.repeat(64);
      await store().append({ stream, expected: 'none', events: [newEvent({ type: '미트시작' })] });
      expect(await collect(store().readStream(stream))).toMatchObject([{ stream, type: '미트시작' }]);
    });

    it.each(invalidAppends())('refuses %s as invalid, and stores nothing', async (_, request) => {
      await expect(store().append(request)).rejects.toThrow(InvalidAppend);
      expect(await collect(store().readAll())).toEqual([]);
      await expect(store().append({ stream: 'meet-1', expected: 'none', events: newEvents(1) })).resolves.toMatchObject(
        {
          outcome: 'appended',
        },
      );
    });

    it('takes an append of the largest allowed size, whole', async () => {
      const events = newEvents(MAX_EVENTS_PER_APPEND);
      await store().append({ stream: 'meet-1', expected: 'none', events });
      const read = await collect(store().readStream('meet-1'));
      expect(read.map((event) => event.id)).toEqual(events.map((event) => event.id));
    });

    it('takes an event of the largest allowed size', async () => {
      const event = newEvent({ data: { text: 'x'.repeat(MAX_EVENT_BYTES - 1_000) } });
      await store().append({ stream: 'meet-1', expected: 'none', events: [event] });
      const [read] = await collect(store().readStream('meet-1'));
      expect(JSON.stringify(read?.data)).toBe(JSON.stringify(event.data));
    });
  });
}

const awkwardEvent: NewEvent = newEvent({
  type: 'AwkwardThingHappened',
  schemaVersion: 7,
  occurredAt: '2026-01-31T09:00:00.123Z',
  data: {
    z: 1,
    a: { deep: [[[{ empty: {} }]], []], nothing: null, yes: true, no: false },
    '10': 'ten',
    '9': 'nine',
    __proto: 'not a prototype',
    text: 'quote " backslash \\ newline \n nul \u0000 한국어 😀 \u2028 lone \ud800',
    numbers: [0, -1, 1.5, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, 0.1 + 0.2],
    '': 'empty key',
  },
  metadata: {
    actor: { role: 'customer', id: '고객-😀' },
    correlationId: 'corr\n"1"',
    causationId: 'cause',
    commandId: 'command ✓',
    commandHash: 'f'.repeat(64),
  },
});

function invalidAppends(): [string, AppendRequest][] {
  const valid: AppendRequest = { stream: 'meet-1', expected: 'any', events: newEvents(1) };
  const twin = newEvent();
  const withEvent = (over: Partial<NewEvent>): AppendRequest => ({ ...valid, events: [newEvent(), newEvent(over)] });
  return [
    ['no events', { ...valid, events: [] }],
    ['too many events', { ...valid, events: newEvents(MAX_EVENTS_PER_APPEND + 1) }],
    ['an event that is too large', withEvent({ data: { text: 'x'.repeat(MAX_EVENT_BYTES) } })],
    ['an event that is too large in bytes only', withEvent({ data: { text: '한'.repeat(MAX_EVENT_BYTES / 3) } })],
    ['an id twice in one append', { ...valid, events: [twin, { ...twin }] }],
    ['an empty stream name', { ...valid, stream: '' }],
    ['a stream name that is too long', { ...valid, stream: 'x'.repeat(MAX_STREAM_NAME_LENGTH + 1) }],
    ['a control character in a stream name', { ...valid, stream: 'meet-\n1' }],
    ['a NUL in a stream name', { ...valid, stream: 'meet-\u0000' }],
    ['a lone surrogate in a stream name', { ...valid, stream: 'meet-\ud800' }],
    ['a negative version', { ...valid, expected: -1 }],
    ['a version that is no whole number', { ...valid, expected: 1.5 }],
    ['NaN as a version', { ...valid, expected: Number.NaN }],
    ['an id that is no UUID', withEvent({ id: 'event-1' })],
    ['an empty type', withEvent({ type: '' })],
    ['schema version 0', withEvent({ schemaVersion: 0 })],
    ['a time that is not UTC with milliseconds', withEvent({ occurredAt: '2026-01-31T09:00:00+09:00' })],
  ];
}
