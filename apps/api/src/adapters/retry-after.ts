/** The longest that a gateway can put us off with Retry-After; more is taken as this much. */
export const MAX_RETRY_AFTER_MS = 60 * 60 * 1_000;

/** How long a Retry-After header asks to wait (RFC 9110 §10.2.3: seconds, or a date); null where it says nothing usable. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const written = header.trim();
  const ms = /^\d+$/.test(written) ? Number(written) * 1_000 : Date.parse(written) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
