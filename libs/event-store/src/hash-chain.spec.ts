import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { ChainedEvent } from './hash-chain.ts';
import { GENESIS_HASH, hashOf, verifyStream } from './hash-chain.ts';
import type { JsonObject } from './port.ts';
import { createMemoryEventStore } from './memory/index.ts';
import { collect, newEvent, newEvents } from './testing/index.ts';

const fields = {
  stream: 'meet-ch-1:uc.채팅.1',
  version: 1,
  id: '5e0b0c3a-2c4f-8a52-9d11-0d3f6c2b7a10',
  type: 'MeetStarted',
  schemaVersion: 1,
  occurredAt: '2026-01-31T09:00:00.000Z',
  recordedAt: '2026-01-31T09:00:00.005Z',
  dataText: '{"kind":"VOICE","note":"\\"quoted\\""}',
  metadataText: '{"commandId":"c-1"}',
};

describe("an event's hash", () => {
  it('is the same for ever', () => {
    expect(hashOf(GENESIS_HASH, fields)).toBe('43e149cb195b5519ccf84a8f4afaec947386714c80af4b6229fd420d1415be15');
  });

  it('is SHA-256 over one JSON array, so that anybody can compute it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.jsonValue(),
        (stream, type, value) => {
          const dataText = JSON.stringify({ value });
          const array = [1, GENESIS_HASH, stream, 1, fields.id, type, 1, fields.occurredAt, fields.recordedAt];
          const text = JSON.stringify([...array, JSON.parse(dataText), JSON.parse(fields.metadataText)]);
          const expected = createHash('sha256').update(text).digest('hex');
          expect(hashOf(GENESIS_HASH, { ...fields, stream, type, dataText })).toBe(expected);
        },
      ),
    );
  });
});

describe("a stream's chain", () => {
  const exportStream = async (): Promise<ChainedEvent[]> => {
    const store = createMemoryEventStore();
    await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(3) });
    await store.append({ stream: 'meet-1', expected: 3, events: newEvents(3) });
    return JSON.parse(JSON.stringify(await collect(store.readStream('meet-1')))) as ChainedEvent[];
  };

  it('is intact as it was exported, and says where it ends', async () => {
    const events = await exportStream();
    expect(await verifyStream(events)).toEqual({ outcome: 'intact', version: 6, hash: events[5]?.hash });
    expect(await verifyStream([])).toEqual({ outcome: 'intact', version: 0, hash: GENESIS_HASH });
  });

  it('can be checked from a trusted event on', async () => {
    const events = await exportStream();
    const from = { version: 3, hash: events[2]?.hash ?? '' };
    expect(await verifyStream(events.slice(3), from)).toMatchObject({ outcome: 'intact', version: 6 });
  });

  it.each<[string, (event: ChainedEvent) => ChainedEvent]>([
    ['data', (event) => ({ ...event, data: { nth: 9 } })],
    ['the actor', (event) => ({ ...event, metadata: { ...event.metadata, actor: { role: 'system', id: 'x' } } })],
    ['type', (event) => ({ ...event, type: 'SomethingElseHappened' })],
    ['id', (event) => ({ ...event, id: '5e0b0c3a-2c4f-8a52-9d11-0d3f6c2b7a10' })],
    ['schema version', (event) => ({ ...event, schemaVersion: 2 })],
    ['time', (event) => ({ ...event, occurredAt: '2026-01-31T09:00:00.001Z' })],
    ['time of recording', (event) => ({ ...event, recordedAt: '2020-01-31T09:00:00.001Z' })],
    ['hash', (event) => ({ ...event, hash: '0'.repeat(64) })],
  ])('is broken at the event whose %s was changed', async (_, change) => {
    const events = await exportStream();
    const forged = events.map((event) => (event.version === 4 ? change(event) : event));
    expect(await verifyStream(forged)).toEqual({ outcome: 'broken', version: 4, why: 'hash' });
  });

  it('is broken where an event was taken out, put in or moved from another stream', async () => {
    const events = await exportStream();
    const without = events.filter((event) => event.version !== 4);
    expect(await verifyStream(without)).toEqual({ outcome: 'broken', version: 4, why: 'out-of-order' });
    const renumbered = without.map((event, index) => ({ ...event, version: index + 1 }));
    expect(await verifyStream(renumbered)).toEqual({ outcome: 'broken', version: 4, why: 'hash' });
    const mixed = events.map((event) => (event.version === 2 ? { ...event, stream: 'meet-2' } : event));
    expect(await verifyStream(mixed)).toEqual({ outcome: 'broken', version: 2, why: 'other-stream' });
  });

  it('survives whatever JSON makes of odd data', async () => {
    const odd: Record<string, unknown> = {
      b: -0,
      a: [Number.NaN, undefined, Infinity],
      2: 'two',
      1: 'one',
      gone: undefined,
      date: new Date(0),
      big: 1e300,
    };
    const store = createMemoryEventStore();
    // Deliberately not what the type asks for: this is what careless callers send.
    const event = newEvent({ data: odd as JsonObject });
    const result = await store.append({ stream: 'odd', expected: 'none', events: [event] });
    expect(result).toMatchObject({
      events: [{ data: { b: 0, a: [null, null, null], date: '1970-01-01T00:00:00.000Z' } }],
    });
    const exported = JSON.parse(JSON.stringify(await collect(store.readStream('odd')))) as ChainedEvent[];
    expect(await verifyStream(exported)).toMatchObject({ outcome: 'intact', version: 1 });
  });

  it('holds for any JSON that was ever stored, exported and read in again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 }),
        async (all) => {
          const store = createMemoryEventStore();
          // jsonValue gives JSON, whose type here is only wider.
          const events = all.map((data) => newEvent({ data: data as JsonObject }));
          await store.append({ stream: 'any', expected: 'none', events });
          const exported = JSON.parse(JSON.stringify(await collect(store.readStream('any')))) as ChainedEvent[];
          expect(await verifyStream(exported)).toMatchObject({ outcome: 'intact', version: all.length });
        },
      ),
    );
  });
});
