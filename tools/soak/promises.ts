import type { SoakReport } from './run-soak.ts';

/** What a run has to show. */
export interface Promised {
  readonly what: string;
  readonly kept: boolean;
  readonly found: string;
}

/** The healthy readers' p99 beside stalled ones may be at most this many times what it is without them. */
export const MOST_TIMES_BASELINE = 2;
/** How much the server may grow while some do not read. */
export const MOST_GROWTH_MIB = 100;
/** RFC 6455's registry: try again later. */
const TRY_AGAIN_LATER = 1013;

/** What is kept whatever the machine does beside it, and (where asked for) what needs it quiet. */
export function promisesOf(report: SoakReport, withTimes: boolean): Promised[] {
  const { baseline, healthy, growthMiB, stalled, plan } = report;
  const light = stalled.filter(({ sleep }) => sleep === 'light');
  const sum = (of: 'gaps' | 'duplicates'): number => stalled.reduce((total, reader) => total + reader[of], 0);
  const times = healthy.p99Ms / Math.max(baseline.p99Ms, 1);
  // On a busy machine a light sleeper, too, may be woken after its line was cut; it resumes like a deep one.
  const told = light.filter(({ closeCode }) => closeCode !== null);
  const misled = told.filter(({ toldPosition, stoodAt }) => toldPosition !== stoodAt).length;
  const otherwise = told.filter(({ closeCode }) => closeCode !== TRY_AGAIN_LATER).length;
  return [
    {
      what: 'every healthy reader got every event once and kept its socket',
      kept: healthy.lost === 0 && healthy.events === plan.healthy * plan.events,
      found: `${healthy.events} of ${plan.healthy * plan.events} messages, ${healthy.lost} sockets lost`,
    },
    {
      what: 'every stalled reader was ended',
      kept: stalled.every(({ ended }) => ended),
      found: `${stalled.filter(({ ended }) => ended).length} of ${stalled.length}`,
    },
    {
      what: `whoever woke in time read ${TRY_AGAIN_LATER}, and the position of the last that they read`,
      kept: told.length > 0 && otherwise === 0 && misled === 0,
      found: `${told.length} woke in time, ${otherwise} read another code, ${misled} another position`,
    },
    {
      what: 'resumed, each goes on without a gap or a duplicate',
      kept: sum('gaps') === 0 && sum('duplicates') === 0,
      found: `${sum('gaps')} gaps, ${sum('duplicates')} duplicates`,
    },
    {
      what: `the server grew by less than ${MOST_GROWTH_MIB} MiB`,
      kept: growthMiB < MOST_GROWTH_MIB,
      found: `${growthMiB.toFixed(1)} MiB`,
    },
    ...(withTimes
      ? [
          {
            what: `the healthy p99 is under ${MOST_TIMES_BASELINE} times the baseline`,
            kept: times < MOST_TIMES_BASELINE,
            found: `${healthy.p99Ms} ms beside ${baseline.p99Ms} ms: ${times.toFixed(2)} times`,
          },
          {
            what: 'every light sleeper woke in time',
            kept: told.length === light.length,
            found: `${told.length} of ${light.length}`,
          },
        ]
      : []),
  ];
}
