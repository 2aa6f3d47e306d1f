import { setImmediate } from 'node:timers/promises';

/** Resolves once it holds; what never comes is ended by the test's own time-out. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}
