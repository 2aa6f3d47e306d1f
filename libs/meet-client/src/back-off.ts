/** The longest wait before the first attempt after a loss; it doubles with every further one in a row. */
export const FIRST_RETRY_MS = 500;
/** The longest of these waits. */
export const LONGEST_RETRY_MS = 30_000;

/**
 * How long to wait after so many failures in a row (1 or more): anything up to the bound, so that the clients of a server
 * that went away do not come back in one moment.
 */
export function retryWaitMs(failures: number, random: () => number): number {
  const bound = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
  return Math.floor(random() * bound);
}
