import { type Failure, type Outcome, type RunOptions, simulate } from './simulation.ts';

/** How many worlds are lived through at the most to bring one failure down. */
export const SHRINK_RUNS = 150;

export interface Shrunk {
  readonly outcome: Outcome & { readonly failure: Failure };
  /** The steps that are left, counted from 1. */
  readonly steps: readonly number[];
  readonly runs: number;
}

/**
 * Fewer steps that break the same invariant: first none behind the one where it shows, then without whatever can be left
 * out, in ever smaller pieces. What is left need not be the least there is.
 */
export async function shrink(options: RunOptions, found: Outcome & { readonly failure: Failure }): Promise<Shrunk> {
  let best = found;
  let left = stepsUpTo(Math.min(found.failure.step, found.steps));
  let runs = 0;
  const stillFails = async (steps: readonly number[]): Promise<boolean> => {
    runs += 1;
    const last = steps.at(-1) ?? 0;
    const kept = new Set(steps);
    const without = new Set(stepsUpTo(last).filter((step) => !kept.has(step)));
    const outcome = await simulate({ ...options, steps: last, without });
    if (outcome.failure?.invariant !== found.failure.invariant) return false;
    best = { ...outcome, failure: outcome.failure };
    return true;
  };
  for (
    let size = Math.ceil(left.length / 2);
    size >= 1 && runs < SHRINK_RUNS;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = left.length; from > 0 && runs < SHRINK_RUNS; from -= size) {
      const fewer = [...left.slice(0, Math.max(0, from - size)), ...left.slice(from)];
      if (fewer.length < left.length && (await stillFails(fewer))) left = fewer;
    }
  }
  return { outcome: best, steps: left, runs };
}

const stepsUpTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
