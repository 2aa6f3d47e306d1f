import type { AppendRequest, EventStore, JsonObject } from './port.ts';
import { eventIdOf } from './event-id.ts';
import { FoldCache } from './fold-cache.ts';
import type { CommandContext, EventCodec, Handled, HandledDecider } from './handle.ts';
import { foldStream, handle, HANDLE_MAX_ATTEMPTS, TooMuchContention } from './handle.ts';
import { createMemoryEventStore } from './memory/index.ts';
import { collect, newEvents } from './testing/index.ts';

/** A counter that may not exceed its limit: the smallest aggregate with something to refuse. */
interface Counted {
  readonly by: number;
}
interface Count {
  readonly by: number;
  readonly twice?: boolean;
}
const LIMIT = 100;
const decider: HandledDecider<number, Count, Counted, 'too-much'> = {
  initial: 0,
  decide: ({ by, twice }, total) => {
    if (total + by > LIMIT) return { accepted: false, refusal: 'too-much' };
    if (by === 0) return { accepted: true, events: [] };
    return { accepted: true, events: twice ? [{ by }, { by }] : [{ by }] };
  },
  evolve: (total, event) => total + event.by,
};
const codec: EventCodec<Counted> = {
  encode: async ({ by }) => ({
    type: 'Counted',
    schemaVersion: 1,
    occurredAt: '2026-01-31T09:00:00.000Z',
    actor: { role: 'manager', id: 'm-1' },
    data: { by },
  }),
  decode: ({ data }) => ({ by: Number(data['by']) }),
};
const contextOf = (commandId: string, commandHash = 'a'.repeat(64)): CommandContext => ({
  commandId,
  commandHash,
  correlationId: 'correlation-1',
  causationId: null,
});

describe.each([
  ['without a cache', () => undefined],
  ['with a cache', () => new FoldCache()],
])('handling a command %s', (_, newCache) => {
  let store: EventStore;
  let cache: FoldCache | undefined;
  beforeEach(() => {
    store = createMemoryEventStore();
    cache = newCache();
  });
  const count = (command: Count, context: CommandContext): Promise<Handled<number, 'too-much'>> =>
    handle({ store, codec, decider, stream: 'counter', command, context, ...(cache ? { cache } : {}) });

  it('stores what was decided, with the command in the metadata', async () => {
    const handled = await count({ by: 3, twice: true }, contextOf('c-1'));
    expect(handled).toMatchObject({ outcome: 'accepted', repeated: false, state: 6, version: 2, position: 2 });
    const events = await collect(store.readStream('counter'));
    expect(events).toMatchObject([
      { id: eventIdOf('c-1', 0), type: 'Counted', data: { by: 3 } },
      { id: eventIdOf('c-1', 1), type: 'Counted', data: { by: 3 } },
    ]);
    expect(events[0]?.metadata).toEqual({ actor: { role: 'manager', id: 'm-1' }, ...contextOf('c-1') });
  });

  it('folds what others stored in between', async () => {
    await count({ by: 1 }, contextOf('c-1'));
    const other: JsonObject = { by: 40 };
    await store.append({ stream: 'counter', expected: 1, events: newEvents(1, { data: other }) });
    expect(await count({ by: 1 }, contextOf('c-2'))).toMatchObject({ outcome: 'accepted', state: 42, version: 3 });
  });

  it('gives the first answer again to the same command, even where it would be refused by now', async () => {
    const first = await count({ by: 60 }, contextOf('c-1'));
    await count({ by: 10 }, contextOf('c-2'));
    const again = await count({ by: 60 }, contextOf('c-1'));
    expect(again).toMatchObject({ outcome: 'accepted', repeated: true, position: 1 });
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(await collect(store.readStream('counter'))).toHaveLength(2);
  });

  it('tells the same key with other input apart', async () => {
    await count({ by: 1 }, contextOf('c-1'));
    expect(await count({ by: 2 }, contextOf('c-1', 'b'.repeat(64)))).toEqual({ outcome: 'key-conflict' });
  });

  it('stores one event for 50 of the same command at once, and gives 50 equal answers', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => count({ by: 1 }, contextOf('c-1'))));
    expect(new Set(answers.map((answer) => JSON.stringify(idsOf(answer)))).size).toBe(1);
    expect(answers.filter((answer) => answer.outcome === 'accepted' && !answer.repeated)).toHaveLength(1);
    expect(await collect(store.readStream('counter'))).toHaveLength(1);
  });

  it('tells a key apart that two inputs race for', async () => {
    const answers = await Promise.all(
      ['a', 'b'].map((letter) => count({ by: 1 }, contextOf('c-1', letter.repeat(64)))),
    );
    expect(answers.map((answer) => answer.outcome).sort()).toEqual(['accepted', 'key-conflict']);
  });

  it('decides again for whoever lost a race, until all are in', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (__, n) => count({ by: 1 }, contextOf(`c-${n}`))));
    expect(answers.every((answer) => answer.outcome === 'accepted')).toBe(true);
    expect(await foldStream({ store, codec, decider, stream: 'counter' })).toEqual({
      state: 50,
      version: 50,
      position: 50,
    });
  });

  it('refuses with the state and the history it was decided on', async () => {
    await count({ by: 90 }, contextOf('c-1'));
    const refused = await count({ by: 20 }, contextOf('c-2'));
    expect(refused).toMatchObject({ outcome: 'refused', refusal: 'too-much', state: 90, version: 1 });
    await count({ by: 1 }, contextOf('c-3'));
    if (refused.outcome !== 'refused') return;
    expect(await collect(refused.history())).toMatchObject([{ id: eventIdOf('c-1', 0) }]);
  });

  it('refuses in a stream that does not exist, with no history', async () => {
    const refused = await count({ by: 1_000 }, contextOf('c-1'));
    expect(refused).toMatchObject({ outcome: 'refused', version: 0 });
    if (refused.outcome === 'refused') expect(await collect(refused.history())).toEqual([]);
  });

  it('accepts a command that changes nothing, at the position of the last event', async () => {
    await count({ by: 5 }, contextOf('c-1'));
    const handled = await count({ by: 0 }, contextOf('c-2'));
    expect(handled).toMatchObject({
      outcome: 'accepted',
      repeated: false,
      events: [],
      state: 5,
      version: 1,
      position: 1,
    });
  });

  it('gives up with a typed error after HANDLE_MAX_ATTEMPTS lost races', async () => {
    let attempts = 0;
    const contended: EventStore = Object.create(store) as EventStore;
    contended.readStream = (stream, options) => store.readStream(stream, options);
    contended.append = async (request: AppendRequest) => {
      attempts += 1;
      return { outcome: 'conflict', expected: request.expected, actual: 1 };
    };
    const losing = handle({
      store: contended,
      codec,
      decider,
      stream: 'counter',
      command: { by: 1 },
      context: contextOf('c-1'),
    });
    await expect(losing).rejects.toThrow(TooMuchContention);
    expect(attempts).toBe(HANDLE_MAX_ATTEMPTS);
  });
});

/** More than any meet has that people make. */
const MANY_COMMANDS = 20_000;

describe('a fold cache', () => {
  it('lets a known stream be read only behind its version', async () => {
    const store = createMemoryEventStore();
    const cache = new FoldCache();
    const reads: (number | undefined)[] = [];
    const watched: EventStore = Object.create(store) as EventStore;
    watched.append = (request) => store.append(request);
    watched.readStream = (stream, options) => {
      reads.push(options?.after);
      return store.readStream(stream, options);
    };
    for (const n of [1, 2, 3]) {
      const context = contextOf(`c-${n}`);
      await handle({ store: watched, codec, decider, stream: 'counter', command: { by: 1 }, context, cache });
    }
    expect(reads).toEqual([0, 1, 2]);
    expect(await foldStream({ store: watched, codec, decider, stream: 'counter', cache })).toMatchObject({ state: 3 });
  });

  it('lets a stream of very many commands be read no further either, and recognises the first of them', async () => {
    const store = createMemoryEventStore();
    const cache = new FoldCache();
    let read = 0;
    const watched: EventStore = Object.create(store) as EventStore;
    watched.append = (request) => store.append(request);
    watched.readStream = async function* (stream, options) {
      for await (const event of store.readStream(stream, options)) {
        read += 1;
        yield event;
      }
    };
    const counting: HandledDecider<number, Count, Counted, 'too-much'> = {
      ...decider,
      decide: ({ by }) => ({ accepted: true, events: [{ by }] }),
    };
    const count = (commandId: string) =>
      handle({
        ...{ store: watched, codec, decider: counting, stream: 'counter', cache },
        command: { by: 1 },
        context: contextOf(commandId),
      });
    for (let n = 1; n <= MANY_COMMANDS; n += 1) await count(`c-${n}`);
    expect(read).toBeLessThan(10);
    const again = await count('c-1');
    expect(again).toMatchObject({ outcome: 'accepted', repeated: true, state: MANY_COMMANDS, position: 1 });
    expect(idsOf(again)).toEqual([eventIdOf('c-1', 0)]);
    expect(read).toBeLessThan(20);
  });

  it('is bounded', async () => {
    const store = createMemoryEventStore();
    const cache = new FoldCache(4);
    for (let n = 0; n < 50; n += 1) await foldStream({ store, codec, decider, stream: `counter-${n}`, cache });
    expect(cache.size).toBeLessThanOrEqual(8);
  });
});

describe('a fold that traces no commands', () => {
  let store: EventStore;
  beforeEach(() => {
    store = createMemoryEventStore();
  });
  const count = (commandId: string, cache: FoldCache, untraced: boolean): Promise<Handled<number, 'too-much'>> =>
    handle({
      ...{ store, codec, decider, stream: 'counter', cache, untraced },
      command: { by: 1 },
      context: contextOf(commandId),
    });

  it('remembers none, and decides every command', async () => {
    const cache = new FoldCache();
    for (const n of [1, 2, 3]) await count(`c-${n}`, cache, true);
    expect(cache.get('counter')).toMatchObject({ state: 3, version: 3, commands: null });
    await store.append({ stream: 'counter', expected: 3, events: newEvents(1, { data: { by: 40 } }) });
    const again = await count('c-1', cache, true);
    expect(again).toMatchObject({ outcome: 'accepted', repeated: false, state: 44 });
  });

  it('is made anew for a command that must be recognised', async () => {
    const cache = new FoldCache();
    await count('c-1', cache, true);
    expect(await count('c-1', cache, false)).toMatchObject({ outcome: 'accepted', repeated: true, state: 1 });
    expect(await count('c-2', cache, true)).toMatchObject({ outcome: 'accepted', state: 2 });
    expect(cache.get('counter')?.commands).toBeNull();
  });
});

const idsOf = (handled: Handled<number, 'too-much'>): string[] =>
  handled.outcome === 'accepted' ? handled.events.map((event) => event.id) : [];
