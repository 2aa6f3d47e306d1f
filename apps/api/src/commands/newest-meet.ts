import type { EventStore } from '@meets/event-store';
import { meetIdOf, meetStream, type Place } from '@meets/meet-domain';

/** How many places' newest meets are remembered; the least recently asked for is forgotten first. */
export const REMEMBERED_PLACES = 10_000;

/** Finds out how many meets a place has had: the newest one's number, 0 for none. */
export interface NewestMeets {
  /** Never too high, and as of the call: a meet that begins meanwhile may be missed, and the caller's append then conflicts. */
  find(channelId: string, place: Place): Promise<number>;
}

/**
 * A place's meets are numbered from 1 without gaps, each a stream of its own, so the newest is found by galloping and then
 * halving. What was found is remembered: numbers only grow, so the next search starts there and mostly ends one further.
 */
export function newestMeets(store: EventStore, remembered = REMEMBERED_PLACES): NewestMeets {
  const known = new Map<string, number>();

  const remember = (key: string, n: number): void => {
    // Taken out first, so that the map's order is the order of last use.
    known.delete(key);
    known.set(key, n);
    const oldest = known.keys().next();
    if (known.size > remembered && !oldest.done) known.delete(oldest.value);
  };

  return {
    async find(channelId, place) {
      const exists = async (n: number): Promise<boolean> =>
        (await store.lastOf(meetStream(channelId, meetIdOf(place, n)))) !== undefined;
      const key = meetStream(channelId, meetIdOf(place, 0));
      const newest = await lastThatExists(known.get(key) ?? 0, exists);
      if (newest > 0) remember(key, newest);
      return newest;
    },
  };
}

/** The highest n that exists, where `from` exists (or is 0) and nothing behind a gap does. */
async function lastThatExists(from: number, exists: (n: number) => Promise<boolean>): Promise<number> {
  let low = from;
  let step = 1;
  while (await exists(low + step)) {
    low += step;
    step *= 2;
  }
  // low exists, low + step does not.
  let high = low + step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await exists(middle)) low = middle;
    else high = middle;
  }
  return low;
}
