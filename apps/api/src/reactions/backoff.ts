/** How a wait between tries grows. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * How long to wait after the n-th failed try (n from 1): doubling up to the longest, and of that between half and all, so
 * that many who failed together do not try together. `random` is from 0 to below 1.
 */
export function backoffMs({ firstMs, longestMs }: Backoff, failures: number, random: number): number {
  const fullMs = Math.min(longestMs, firstMs * 2 ** (failures - 1));
  return fullMs / 2 + (fullMs / 2) * random;
}
