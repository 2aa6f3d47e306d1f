import type { Clock } from '../time/clock.ts';
import type { Config } from '../config/config.ts';
import type { Viewer } from '../viewer.ts';

export type RateSettings = Pick<Config, 'RATE_PER_PERSON_PER_SECOND' | 'RATE_PER_CHANNEL_PER_SECOND'>;

/** How many seconds' worth may be asked for at once by who was silent that long. */
export const RATE_BURST_S = 10;

/** How many persons and channels are remembered; who asked longest ago makes room, and has a full bucket when they come back. */
export const MAX_RATE_BUCKETS = 50_000;

export type Admission = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

/** How many operations a person, and a channel's people together, may ask for. */
export interface RateLimits {
  /** Takes one operation of the viewer's, or says when there will be room for it; what was refused counts for nothing. */
  admit(viewer: Pick<Viewer, 'channelId' | 'role' | 'id'>): Admission;
}

/** Buckets hold thousandths of an operation, so that whole milliseconds add up exactly. */
const OPERATION = 1_000;

interface Bucket {
  left: number;
  /** Elapsed time, when `left` was right. */
  at: number;
}

/**
 * Token buckets by elapsed time, so that nobody gains by a clock that is set. Managers and customers have one each; systems
 * (integrators, analysts) share their channel's, in which everything of the channel counts, so that no tenant takes
 * another's place.
 */
export function createRateLimits(settings: RateSettings, clock: Pick<Clock, 'elapsed'>): RateLimits {
  const persons = buckets(settings.RATE_PER_PERSON_PER_SECOND, clock);
  const channels = buckets(settings.RATE_PER_CHANNEL_PER_SECOND, clock);
  return {
    admit({ channelId, role, id }) {
      const isPerson = role === 'manager' || role === 'customer';
      const asked = [...(isPerson ? [persons.of(JSON.stringify([channelId, role, id]))] : []), channels.of(channelId)];
      const retryAfterMs = Math.max(...asked.map((bucket) => bucket.waitMs()));
      if (retryAfterMs > 0) return { ok: false, retryAfterMs };
      for (const bucket of asked) bucket.take();
      return { ok: true };
    },
  };
}

const UNLIMITED = { waitMs: () => 0, take: () => undefined };

/** With zero a second, nothing is limited and nothing remembered. */
function buckets(perSecond: number, clock: Pick<Clock, 'elapsed'>) {
  const burst = perSecond * RATE_BURST_S * OPERATION;
  // The one used longest ago stands first.
  const known = new Map<string, Bucket>();
  const refilled = (key: string): Bucket => {
    const now = clock.elapsed();
    const found = known.get(key);
    known.delete(key);
    const bucket = found ?? { left: burst, at: now };
    bucket.left = Math.min(burst, bucket.left + (now - bucket.at) * perSecond);
    bucket.at = now;
    const [oldest] = known.keys();
    if (known.size >= MAX_RATE_BUCKETS && oldest !== undefined) known.delete(oldest);
    known.set(key, bucket);
    return bucket;
  };
  return {
    of(key: string) {
      if (perSecond === 0) return UNLIMITED;
      const bucket = refilled(key);
      return {
        waitMs: () => (bucket.left >= OPERATION ? 0 : Math.ceil((OPERATION - bucket.left) / perSecond)),
        take: () => void (bucket.left -= OPERATION),
      };
    },
  };
}
