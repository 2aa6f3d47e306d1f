import { setImmediate } from 'node:timers/promises';

/** How long a test waits for a condition in real time before it gives up. */
export const EVENTUALLY_TIMEOUT_MS = 10_000;

/**
 * Resolves with the first answer that is neither false, null nor undefined; rejects after
 * {@link EVENTUALLY_TIMEOUT_MS}, naming what was waited for. `meanwhile` runs between tries, for tests that let a fake
 * clock run on until something has happened.
 */
export async function eventually<Answer>(
  what: string,
  condition: () => Answer | Promise<Answer>,
  meanwhile: () => void = () => undefined,
): Promise<NonNullable<Exclude<Answer, false>>> {
  const until = performance.now() + EVENTUALLY_TIMEOUT_MS;
  for (;;) {
    const answer = await condition();
    if (answer !== false && answer !== null && answer !== undefined) {
      return answer as NonNullable<Exclude<Answer, false>>;
    }
    if (performance.now() > until) throw new Error(`waited in vain for ${what}`);
    meanwhile();
    await setImmediate();
  }
}
