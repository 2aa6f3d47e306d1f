import fc from 'fast-check';
import type { AppendResult, EventStore, ExpectedVersion, NewEvent } from '../port.ts';
import { createMemoryEventStore } from '../memory/index.ts';
import type { ContractSetting } from './contract-setting.ts';
import { collect, newEvent } from './event-samples.ts';

/** One step of a random history: an append of some of a few known events, so that repeats and part-repeats do occur. */
interface Step {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly nths: readonly number[];
}

/** Any history at all gives the same answers and the same log as the simplest store there is. */
export function modelContract({ store }: ContractSetting): void {
  describe('any history', () => {
    it('gives the answers and the log of the memory store', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step(), { minLength: 1, maxLength: 25 }), async (steps) => {
          const model = createMemoryEventStore();
          const events = Array.from({ length: 6 }, (_, nth) => newEvent({ data: { nth }, type: `Type${nth % 3}` }));
          run += 1;
          for (const taken of steps) {
            const actual = await apply(store(), taken, events, run);
            expect(actual).toEqual(await apply(model, taken, events, run));
          }
          for (const letter of streamLetters) {
            const stream = `${run}-${letter}`;
            for (const options of [{}, { after: 2 }, { limit: 2 }, { after: 1, limit: 1 }]) {
              expect(await idsIn(store(), stream, options)).toEqual(await idsIn(model, stream, options));
            }
            expect((await store().lastOf(stream))?.version).toBe((await model.lastOf(stream))?.version);
          }
          const filter = { streamPrefixes: [`${run}-`], types: ['Type0', 'Type2'] };
          const logged = (await collect(store().readAll({ filter }))).map((event) => event.id);
          expect(logged).toEqual((await collect(model.readAll({ filter }))).map((event) => event.id));
        }),
        { numRuns: 40 },
      );
    });
  });
}

const streamLetters = ['a', 'b'];

const step = (): fc.Arbitrary<Step> =>
  fc.record({
    stream: fc.constantFrom(...streamLetters),
    expected: fc.oneof(fc.constantFrom<ExpectedVersion>('any', 'none', 'exists'), fc.nat({ max: 8 })),
    nths: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }),
  });

/** The answer without what engines may number or hash in their own time. */
async function apply(
  store: EventStore,
  { stream, expected, nths }: Step,
  events: readonly NewEvent[],
  run: number,
): Promise<unknown> {
  const chosen = nths.map((nth) => events[nth]).filter((event) => event !== undefined);
  const result: AppendResult = await store.append({ stream: `${run}-${stream}`, expected, events: chosen });
  if (result.outcome === 'conflict') return result;
  return { outcome: result.outcome, events: result.events.map(({ id, version, data }) => ({ id, version, data })) };
}

const idsIn = async (
  store: EventStore,
  stream: string,
  options: { after?: number; limit?: number },
): Promise<string[]> => (await collect(store.readStream(stream, options))).map((event) => event.id);
