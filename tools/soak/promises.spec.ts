import { promisesOf } from './promises.ts';
import type { SoakReport } from './run-soak.ts';
import { Sequence } from './sequence.ts';
import type { StalledVerdict } from './stalled.ts';

const figures = { p50Ms: 1, p99Ms: 10, longestMs: 20, events: 200, lost: 0 };
const light: StalledVerdict = {
  sleep: 'light',
  ended: true,
  closeCode: 1013,
  toldPosition: '7',
  stoodAt: '7',
  events: 100,
  gaps: 0,
  duplicates: 0,
};
const deep: StalledVerdict = { ...light, sleep: 'deep', closeCode: null, toldPosition: null };
const late: StalledVerdict = { ...light, closeCode: null, toldPosition: null };
const good: SoakReport = {
  plan: { events: 100, baselineEvents: 10, healthy: 2, stalled: 2, seed: 1, resumedEvents: 10, padding: 0 },
  baseline: figures,
  healthy: figures,
  growthMiB: 99,
  residentMiB: { before: 1, most: 100 },
  eventsPerSecond: 1,
  stalled: [light, deep],
};
const broken = (change: Partial<SoakReport>): number[] =>
  promisesOf({ ...good, ...change }, true).flatMap(({ kept }, index) => (kept ? [] : [index]));

describe('what a soak promises', () => {
  it('is kept by a run in which all went well, also by who could not read a close frame', () =>
    expect(broken({})).toEqual([]));

  it.each<[string, Partial<SoakReport>, number]>([
    ['a healthy reader missed an event', { healthy: { ...figures, events: 199 } }, 0],
    ['a healthy reader lost its socket', { healthy: { ...figures, lost: 1 } }, 0],
    ['a stalled reader was never ended', { stalled: [light, { ...deep, ended: false }] }, 1],
    ['who woke read another code', { stalled: [{ ...light, closeCode: 1001 }] }, 2],
    ['who woke was told another position', { stalled: [{ ...light, toldPosition: '6' }] }, 2],
    ['resuming left a gap', { stalled: [light, { ...deep, gaps: 1 }] }, 3],
    ['resuming gave something twice', { stalled: [light, { ...deep, duplicates: 1 }] }, 3],
    ['the server grew', { growthMiB: 100 }, 4],
    ['the healthy felt it', { healthy: { ...figures, p99Ms: 20 } }, 5],
    ['a light sleeper woke too late', { stalled: [light, late] }, 6],
  ])('is broken where %s', (_what, change, index) => expect(broken(change)).toEqual([index]));

  it('is broken where nobody read a close frame', () => expect(broken({ stalled: [late, deep] })).toEqual([2, 6]));
});

describe('the sequence of what a reader is handed', () => {
  it('counts what is skipped and what comes again, meet by meet', () => {
    const sequence = new Sequence();
    for (const [meetId, version] of [
      ['a', 5],
      ['b', 1],
      ['a', 6],
      ['a', 9],
      ['b', 2],
      ['b', 2],
      ['b', 1],
    ] as const)
      sequence.take({ meetId, version });
    expect(sequence).toMatchObject({ events: 7, gaps: 2, duplicates: 2 });
  });
});
