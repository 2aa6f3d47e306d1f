import { createMemoryEventStore } from '@meets/event-store/memory';
import type { EventStore } from '@meets/event-store';
import { meetIdOf, meetStream } from '@meets/meet-domain';
import { newestMeets } from './newest-meet.ts';

const place = { type: 'user-chat', userChatId: 'uc-1' } as const;

describe('a place’s newest meet', () => {
  let store: EventStore;
  let lookUps: number;
  beforeEach(() => {
    const memory = createMemoryEventStore();
    lookUps = 0;
    store = Object.assign(Object.create(memory), {
      append: memory.append.bind(memory),
      lastOf: (stream: string) => {
        lookUps += 1;
        return memory.lastOf(stream);
      },
    });
  });

  it.each([0, 1, 2, 3, 4, 7, 8, 9, 100])('is found where there are %i', async (count) => {
    await begin(1, count);
    expect(await newestMeets(store).find('ch-1', place)).toBe(count);
  });

  it('takes as many look-ups as the logarithm of their number, and one once it is known', async () => {
    await begin(1, 1_000);
    const newest = newestMeets(store);
    await newest.find('ch-1', place);
    expect(lookUps).toBeLessThan(25);
    lookUps = 0;
    await newest.find('ch-1', place);
    expect(lookUps).toBe(1);
  });

  it('is found again when others began some meanwhile', async () => {
    const newest = newestMeets(store);
    await begin(1, 3);
    await newest.find('ch-1', place);
    await begin(4, 9);
    expect(await newest.find('ch-1', place)).toBe(9);
  });

  it('is remembered for so many places only', async () => {
    const newest = newestMeets(store, 2);
    const places = ['a', 'b', 'c'].map((userChatId) => ({ type: 'user-chat', userChatId }) as const);
    for (const each of places) {
      await begin(1, 8, each);
      await newest.find('ch-1', each);
    }
    for (const [each, known] of [
      [places[2], true],
      [places[0], false],
    ] as const) {
      lookUps = 0;
      expect(await newest.find('ch-1', each ?? place)).toBe(8);
      expect(lookUps === 1).toBe(known);
    }
  });

  it('is another one in each channel', async () => {
    await begin(1, 3);
    expect(await newestMeets(store).find('ch-2', place)).toBe(0);
  });

  async function begin(from: number, to: number, where: { type: 'user-chat'; userChatId: string } = place) {
    for (let n = from; n <= to; n += 1) {
      await store.append({
        stream: meetStream('ch-1', meetIdOf(where, n)),
        expected: 'none',
        events: [
          {
            id: crypto.randomUUID(),
            type: 'MeetStarted',
            schemaVersion: 1,
            occurredAt: '2026-01-01T00:00:00.000Z',
            data: {},
            metadata: {
              actor: { role: 'system', id: 'test' },
              correlationId: 'c',
              causationId: null,
              commandId: `c-${n}`,
              commandHash: 'h',
            },
          },
        ],
      });
    }
  }
});
