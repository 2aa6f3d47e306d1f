import { describe, expect, it } from '@jest/globals';
import {
  FAST_SYNC_MS,
  SLOW_SYNC_MS,
  SYNC_BACKOFF_MS,
  SYNC_MAX_BACKOFF_MS,
  SYNC_SAMPLES,
  SyncPace,
} from './sync-pace.ts';

const FAST = FAST_SYNC_MS / 2;
const SLOW = SLOW_SYNC_MS + 0.1;

/** A pace, and the disk that it judges: each fsync takes so long, and ends then. */
function disk() {
  const pace = new SyncPace();
  let now = 0;
  const syncs = (count: number, ms: number): boolean[] =>
    Array.from({ length: count }, () => {
      const { inPlace } = pace;
      now += ms;
      if (inPlace) pace.tookInPlace(ms, now);
      else pace.tookAside(ms, now);
      return inPlace;
    });
  const pass = (ms: number): void => void (now += ms);
  return { pace, syncs, pass };
}

describe('where fsyncs are done', () => {
  it('is aside until the disk has shown itself fast', () => {
    const { pace, syncs } = disk();
    expect(syncs(SYNC_SAMPLES, FAST)).toEqual(Array.from({ length: SYNC_SAMPLES }, () => false));
    expect(pace.inPlace).toBe(true);
  });

  it('stays aside for ever where the disk is slow, however fast it is now and then', () => {
    const { syncs } = disk();
    for (let round = 0; round < 1_000; round += 1) {
      expect(syncs(1, 4)).toEqual([false]);
      expect(syncs(1, FAST)).toEqual([false]);
    }
  });

  it('is aside at once after one slow fsync in place, and for the back-off at the least', () => {
    const { pace, syncs, pass } = disk();
    syncs(SYNC_SAMPLES, FAST);
    expect(syncs(3, SLOW_SYNC_MS)).toEqual([true, true, true]);
    syncs(1, SLOW);
    expect(pace.inPlace).toBe(false);
    pass(SYNC_BACKOFF_MS - 20);
    expect(new Set(syncs(SYNC_SAMPLES, FAST))).toEqual(new Set([false]));
    expect(pace.inPlace).toBe(false);
    pass(20);
    syncs(1, FAST);
    expect(pace.inPlace).toBe(true);
  });

  it('is tried more and more seldom where slow fsyncs come soon again, and anew after a long while without', () => {
    const { pace, syncs, pass } = disk();
    /** How long it stays aside after a slow one, give or take a millisecond. */
    const asideMs = (): number => {
      syncs(1, SLOW);
      syncs(SYNC_SAMPLES, 0);
      let waited = 0;
      for (; !pace.inPlace; waited += 1) {
        pass(1);
        syncs(1, 0);
      }
      return waited;
    };
    syncs(SYNC_SAMPLES, FAST);
    pass(SYNC_BACKOFF_MS);
    const waits = Array.from({ length: 9 }, asideMs);
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 100, 100].map((times) => times * SYNC_BACKOFF_MS));
    expect(waits.at(-1)).toBe(SYNC_MAX_BACKOFF_MS);
    pass(SYNC_MAX_BACKOFF_MS);
    expect(asideMs()).toBe(SYNC_BACKOFF_MS);
  });
});
