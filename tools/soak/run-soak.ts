import { type Meets, openMeets } from '../bench/fan-out-meets.ts';
import type { Progress } from '../bench/progress.ts';
import { startServer } from '../released-server.ts';
import { type Healthy, openHealthy } from './healthy.ts';
import type { Report } from './healthy-readers.ts';
import { seededRandom } from '../seeded-random.ts';
import { serverFigures } from './server-figures.ts';
import { openStalled, type Stalled, type StalledVerdict } from './stalled.ts';
import { NO_TRACE, type Stage, type Trace } from './trace.ts';
import { startWatch, type WatchParts } from './watch.ts';
import { type Greeting, greetingOf } from './subscription.ts';

/** Events come in bursts, of so many meets at once, each turning its camera off and on so many times. */
const MEETS = 8;
const TIMES = 4;
/** How many events a burst brings; the next one begins when every healthy reader has had all of it. */
export const BURST_EVENTS = MEETS * TIMES * 2;
/** How long it may take, once the events to measure are out, until whoever does not read was ended. */
const ENDED_WITHIN_MS = 60_000;
/** How many different managers the readers are. */
const PERSONS = 50;
/** Stalled readers stall within this part of the run, one after another. */
const STALL_WITHIN = 0.2;

export interface SoakPlan {
  /** How many events the healthy readers read beside stalled ones; and before that, alone. Whole bursts. */
  readonly events: number;
  readonly baselineEvents: number;
  readonly healthy: number;
  readonly stalled: number;
  /** Of the order in which readers stall, and of who wakes. */
  readonly seed: number;
  /** How many events who slept to the end reads after resuming, at most; who resumed in between reads all. */
  readonly resumedEvents: number;
  /** How many times 50 bytes the messages are longer. */
  readonly padding: number;
}

export interface SoakReport {
  readonly plan: SoakPlan;
  /** As many healthy readers as all together, and nobody stalled. */
  readonly baseline: Report;
  readonly healthy: Report;
  /** From the most there was while nobody was stalled to the most while some were. */
  readonly growthMiB: number;
  readonly residentMiB: { readonly before: number; readonly most: number };
  readonly eventsPerSecond: number;
  readonly stalled: readonly StalledVerdict[];
}

/** Where a run is made: a folder of its own, and settings of the server that differ from the defaults. */
export interface SoakPlace {
  readonly dataDir: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly progress: Progress;
  readonly trace?: Trace;
}

/** Healthy readers alone, then beside some that stop reading: the released server in a process of its own, on a real store. */
export async function runSoak(plan: SoakPlan, place: SoakPlace): Promise<SoakReport> {
  const server = await startServer(place.dataDir, place.settings);
  const healthy = openHealthy();
  const meets = await openMeets(server.url, MEETS);
  const { dataDir, progress, trace = NO_TRACE } = place;
  const soak = { plan, url: server.url, dataDir, healthy, meets, progress, trace, pace: pace() };
  try {
    return await soaked(soak);
  } finally {
    healthy.stop();
    await meets.close();
    await server.stop();
    place.progress.end();
  }
}

interface Soak {
  readonly plan: SoakPlan;
  readonly url: string;
  readonly dataDir: string;
  readonly healthy: Healthy;
  readonly meets: Meets;
  readonly progress: Progress;
  readonly trace: Trace;
  readonly pace: Pace;
}

/** How far a run has come, and how slowly. */
interface Pace {
  /** Another burst is out, and with everybody. */
  readonly took: (ms: number) => void;
  readonly stage: () => Stage;
}

function pace(): Pace {
  let events = 0;
  let longestBurstMs = 0;
  return {
    took: (ms) => {
      events += BURST_EVENTS;
      longestBurstMs = Math.max(longestBurstMs, ms);
    },
    stage: () => {
      const stage = { events, longestBurstMs };
      longestBurstMs = 0;
      return stage;
    },
  };
}

async function soaked(soak: Soak): Promise<SoakReport> {
  const { plan, url, healthy, meets, progress } = soak;
  const greetings = await Promise.all(
    Array.from({ length: PERSONS }, (_, nth) => greetingOf(url, `reader-${nth}`, plan.padding)),
  );
  const spoken = greetings.map((greeting) => [greeting.init, greeting.subscribe(meets.position)]);
  progress.begin(`${plan.healthy + plan.stalled} healthy readers`, plan.baselineEvents / BURST_EVENTS);
  await healthy.open(url, plan.healthy + plan.stalled, spoken);
  const calm = startWatch(watched(soak, []));
  await drive(soak, plan.baselineEvents);
  const baseline = await healthy.report();
  const before = await calm.stop();
  await healthy.close(plan.stalled);
  const stalled = await openAllStalled(soak, greetings);
  progress.begin(`${plan.healthy} healthy readers, ${plan.stalled} stalled`, plan.events / BURST_EVENTS);
  const began = performance.now();
  const watch = startWatch(watched(soak, stalled));
  await drive(soak, plan.events);
  const seconds = (performance.now() - began) / 1_000;
  const beside = await healthy.report();
  await driveUntilEnded(soak);
  const most = await watch.stop();
  progress.begin('resuming', stalled.length);
  const verdicts = await finishAll(soak, stalled);
  return {
    plan,
    baseline,
    healthy: beside,
    growthMiB: most - before,
    residentMiB: { before, most },
    eventsPerSecond: plan.events / seconds,
    stalled: verdicts,
  };
}

const watched = ({ url, dataDir, meets, trace, pace: { stage } }: Soak, stalled: readonly Stalled[]): WatchParts => ({
  ...{ url, dataDir, meets, stalled, trace, stage },
});

async function drive({ healthy, meets, progress, pace: { took } }: Soak, events: number): Promise<void> {
  for (let made = 0; made < events; made += BURST_EVENTS) {
    const began = performance.now();
    const level = healthy.await(BURST_EVENTS);
    await meets.turnOver(TIMES);
    await level();
    took(performance.now() - began);
    progress.tick();
  }
}

/** Until every stalled reader was ended once, or it has taken too long; nobody measures these. */
async function driveUntilEnded(soak: Soak): Promise<void> {
  const { plan, url, dataDir } = soak;
  const giveUpAt = performance.now() + ENDED_WITHIN_MS;
  while ((await serverFigures(url, dataDir)).closedAsStalled < plan.stalled && performance.now() < giveUpAt) {
    await drive(soak, BURST_EVENTS);
  }
}

/** They begin where the log stands now. */
async function openAllStalled({ plan, url, meets }: Soak, greetings: readonly Greeting[]): Promise<Stalled[]> {
  const random = seededRandom(plan.seed);
  const port = Number(new URL(url).port);
  const after = await meets.positionNow();
  return Promise.all(
    Array.from({ length: plan.stalled }, (_, nth) => {
      const greeting = greetings[nth % greetings.length];
      if (!greeting) throw new Error('somebody has to read');
      const readsFirst = Math.floor(random() * plan.events * STALL_WITHIN);
      const sleep = random() < 0.5 ? 'light' : 'deep';
      return openStalled({ port, greeting, sleep, after, readsFirst });
    }),
  );
}

async function finishAll({ plan, meets, progress }: Soak, stalled: readonly Stalled[]): Promise<StalledVerdict[]> {
  const verdicts: StalledVerdict[] = [];
  const upTo = await meets.positionNow();
  for (const reader of stalled) {
    verdicts.push(await reader.finish(upTo, reader.sleep === 'deep' ? plan.resumedEvents : Infinity));
    progress.tick();
  }
  return verdicts;
}
