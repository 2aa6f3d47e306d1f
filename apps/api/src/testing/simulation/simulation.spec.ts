import { PLANTS } from './plants.ts';
import { shrink } from './shrink.ts';
import { type Failure, type Outcome, simulate } from './simulation.ts';

/** Worlds that every run of the tests lives through; `npm run simulate` takes any number of others. */
const SEEDS = Array.from({ length: 40 }, (_, index) => `test ${index + 1}`);
/** How many of them are lived through once more, on files. */
const SEEDS_ON_FILES = 10;
/** A planted mistake has to be found in as many worlds. */
const SEEDS_TO_FIND = 600;
const STEPS = 40;
/** Each of these lives through many worlds. */
const LONG_MS = 240_000;

describe('a simulated world', () => {
  it(
    'invariants 1 to 7: keeps everything that must always be true, whatever goes wrong',
    async () => {
      for (const seed of SEEDS) {
        const { failure } = await simulate({ seed, steps: STEPS, store: 'mixed' });
        expect({ seed, failure }).toEqual({ seed, failure: null });
      }
    },
    LONG_MS,
  );

  it.each(['memory', 'sqlite'] as const)(
    'is the same to the last line for the same seed, and another for another: %s',
    async (store) => {
      const lives = [];
      for (const seed of ['one', 'one', 'other']) lives.push(await simulate({ seed, steps: STEPS, store }));
      const [once, again, other] = lives.map(({ traceHash, lines }) => ({ traceHash, lines }));
      expect(again).toEqual(once);
      expect(other?.traceHash).not.toBe(once?.traceHash);
    },
  );

  it(
    'lives on the embedded store’s files, which are closed, killed and opened again',
    async () => {
      let restarts = 0;
      for (const seed of SEEDS.slice(0, SEEDS_ON_FILES)) {
        const { failure, lines } = await simulate({ seed, steps: STEPS, store: 'sqlite', keepLines: 100_000 });
        expect({ seed, failure }).toEqual({ seed, failure: null });
        restarts += lines.filter((line) => line.startsWith('  the log: ')).length;
      }
      expect(restarts).toBeGreaterThan(0);
    },
    LONG_MS,
  );

  it('goes as far as it is told, the same way', async () => {
    const short = await simulate({ seed: 'prefix', steps: 10, keepLines: 10_000 });
    const long = await simulate({ seed: 'prefix', steps: 20, keepLines: 10_000 });
    const shared = short.lines.slice(0, short.lines.indexOf('11. the end'));
    expect(shared.length).toBeGreaterThan(10);
    expect(long.lines.slice(0, shared.length)).toEqual(shared);
  });
});

describe('a mistake that is planted', () => {
  it.each(Object.entries(PLANTS))(
    'is found: %s',
    async (_, plant) => {
      const found = await firstFailure(plant);
      expect(plant.breaks).toContain(found?.failure.invariant);
    },
    LONG_MS,
  );

  it(
    'is found again by its seed, in fewer steps',
    async () => {
      const plant = PLANTS['a decision by which a meet is settled twice'];
      const found = plant && (await firstFailure(plant));
      if (!plant || !found) throw new Error('it was not found at all');
      const options = { seed: found.seed, steps: STEPS, plant };
      const { steps, outcome } = await shrink(options, found);
      expect(steps.length).toBeLessThan(found.failure.step);
      expect(outcome.failure.invariant).toBe(found.failure.invariant);
      const kept = new Set(steps);
      const last = steps.at(-1) ?? 0;
      const without = new Set(Array.from({ length: last }, (_, index) => index + 1).filter((step) => !kept.has(step)));
      const again = await simulate({ ...options, steps: last, without });
      expect(again).toEqual(outcome);
    },
    LONG_MS,
  );
});

async function firstFailure(plant: (typeof PLANTS)[string]): Promise<(Outcome & { failure: Failure }) | null> {
  for (let seed = 0; seed < SEEDS_TO_FIND; seed += 1) {
    const outcome = await simulate({ seed: `planted ${seed}`, steps: STEPS, plant });
    if (outcome.failure) return { ...outcome, failure: outcome.failure };
  }
  return null;
}
