import { setTimeout } from 'node:timers/promises';

/** So that the media worker and the rest of the tests get on meanwhile. */
const LOOK_EVERY_MS = 1;

/** Resolves once it holds; what never comes is ended by the test's own time-out. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(LOOK_EVERY_MS);
}
