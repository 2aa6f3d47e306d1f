import { readFileSync } from 'node:fs';
import { shrink } from './shrink.ts';
import { simulate, type StoreKind } from './simulation.ts';

/**
 * What `npm run simulate` runs in a process of its own, so that no tool needs to know the service's inside: worlds as told
 * by the JSON on stdin, and one line of JSON for each that has been lived through.
 */
interface Errand {
  readonly seeds: readonly string[];
  readonly steps: number;
  readonly store: StoreKind;
  /** How many lines of what happened to give back. */
  readonly lines: number;
}

const { seeds, steps, store, lines } = JSON.parse(readFileSync(process.stdin.fd, 'utf8')) as Errand;
for (const seed of seeds) {
  const options = { seed, steps, store, keepLines: lines };
  const outcome = await simulate(options);
  const { failure } = outcome;
  const shrunk = failure ? await shrink(options, { ...outcome, failure }) : null;
  const { failure: least, lines: leastLines } = shrunk?.outcome ?? outcome;
  console.log(
    JSON.stringify({ ...outcome, shrunk: shrunk && { steps: shrunk.steps, failure: least, lines: leastLines } }),
  );
}
