import { createMemoryPersonKeys, type EventStore, type PersonKeys } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { customerStream } from '@meets/meet-domain';
import fc from 'fast-check';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { CHANNEL, resumeScene, viewer, type WriteScene } from '../testing/write-scene.ts';

const person = { role: 'customer', id: 'juno' } as const;
const host = viewer('integrator', 'host');
/** Each history runs some hundred steps one by one. */
const PROPERTY_TIMEOUT_MS = 60_000;

describe('forgetting a person and telling of them anew', () => {
  const put = ({ commands }: WriteScene, name: string) =>
    commands.putCustomer(host, { id: person.id, name, phoneNumber: null, blocked: false });
  const forget = ({ commands }: WriteScene) => commands.forgetPerson(host, { person });

  it('R6: a name told while the forgetting is under way, or was cut off by a crash, can be read', async () => {
    const parts = { store: createMemoryEventStore(), keys: createMemoryPersonKeys(), clock: fakeClock() };
    const scene = resumeScene(parts);
    await put(scene, 'Juno');
    const dying = resumeScene({ ...parts, keys: withForget(parts.keys, () => Promise.reject(new Error('died'))) });
    await expect(forget(dying)).rejects.toThrow('died');
    await put(scene, 'Juno Again');
    expect(await namesOf(parts)).toEqual(['(gone)', '', 'Juno Again']);
    await forget(scene);
    expect(await namesOf(parts)).toEqual(['(gone)', '', '(gone)', '']);
  });

  it(
    'R6: stand in one order, whatever the interleaving and wherever it is cut off: erased is what was told before, and nothing else',
    async () => {
      const act = fc.oneof(
        fc.record({ kind: fc.constant('put' as const) }),
        fc.record({ kind: fc.constant('forget' as const), dies: fc.boolean() }),
        fc.record({ kind: fc.constant('react' as const) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.array(act, { minLength: 2, maxLength: 6 }), async (scheduler, acts) => {
          const clock = fakeClock();
          const bare = { store: createMemoryEventStore(), keys: createMemoryPersonKeys() };
          await put(resumeScene({ ...bare, clock }), 'first');
          const turn = (what: string): Promise<void> => scheduler.schedule(Promise.resolve(), what);
          const store = storeInTurns(bare.store, turn);
          const running = acts.map(async (each, index) => {
            const keys = keysInTurns(bare.keys, turn, each.kind === 'forget' && each.dies);
            // Each act by a node of its own, so that nothing in memory is shared.
            const node = resumeScene({ store, keys, clock });
            if (each.kind === 'put') await put(node, `name ${index}`);
            else if (each.kind === 'react') await react(node, bare.store);
            // Who dies leaves what is owed to the reaction.
            else await forget(node).catch(() => undefined);
          });
          await scheduler.waitFor(Promise.all(running));
          await react(resumeScene({ ...bare, clock }), bare.store);
          const names = await namesOf(bare);
          const lastForgotten = names.lastIndexOf('');
          const puts = names.map((name, at) => ({ name, at })).filter(({ name }) => name !== '');
          for (const { name, at } of puts) expect(name === '(gone)').toBe(at < lastForgotten);
        }),
        { numRuns: 150 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});

/** What the reaction to each forgetting does, in whatever order. */
async function react({ commands }: WriteScene, store: EventStore): Promise<void> {
  for await (const { type, version } of store.readStream(customerStream(CHANNEL, person.id))) {
    if (type === 'CustomerForgotten') await commands.destroyKey({ channelId: CHANNEL, person, version });
  }
}

/** The names in the stream as they can be read now, and '' for each forgetting. */
async function namesOf({ store, keys }: { readonly store: EventStore; readonly keys: PersonKeys }): Promise<string[]> {
  const decode = domainDecoder(keys);
  const names: string[] = [];
  for await (const event of store.readStream(customerStream(CHANNEL, person.id))) {
    const fact = decode(event);
    if (fact.type === 'CustomerForgotten') names.push('');
    else if (fact.type === 'CustomerPut') names.push(fact.data.name ?? '(gone)');
  }
  return names;
}

type Turn = (what: string) => Promise<void>;

function storeInTurns(store: EventStore, turn: Turn): EventStore {
  return {
    async append(request) {
      await turn('append');
      return store.append(request);
    },
    async *readStream(...read) {
      await turn('read');
      yield* store.readStream(...read);
    },
    lastOf: (stream) => store.lastOf(stream),
    readAll: (options) => store.readAll(options),
    follow: (options) => store.follow(options),
    head: () => store.head(),
    close: () => store.close(),
  };
}

const withForget = (keys: PersonKeys, forget: PersonKeys['forget']): PersonKeys => ({ ...keys, forget });

function keysInTurns(keys: PersonKeys, turn: Turn, dies: boolean): PersonKeys {
  return {
    ...keys,
    async keyFor(owner) {
      await turn('key');
      return keys.keyFor(owner);
    },
    async forget(owner, keyIds) {
      await turn('forget');
      if (dies) throw new Error('the process died');
      const forgotten = await keys.forget(owner, keyIds);
      await turn('forgotten');
      return forgotten;
    },
  };
}
