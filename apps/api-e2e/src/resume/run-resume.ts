import type { MeetEventMessage } from '../answers.ts';
import { sessionFor } from '../graphql-client.ts';
import { MEET_EVENTS } from '../operations.ts';
import { pause, startServer, temporaryDataDir, type RunningServer } from '../running-server.ts';
import { setScene } from '../scene.ts';
import { openFollower, type Follower, type Identity } from './followers.ts';
import { customerOf, putChats, startMeetMakers } from './meet-makers.ts';
import { seededRandom, type SeededRandom } from '../seeded-random.ts';
import { openUnreliableLine, type UnreliableLine } from './unreliable-line.ts';
import { isClean, judge, type Truth, type Verdict } from './verdict.ts';

const CHANNEL = 'resume';
const CHATS = 6;
/** How often a connection is cut on demand, besides those that break by themselves. */
const LONGEST_BETWEEN_CUTS_MS = 40;
/** A quick heart, so that a connection that fell silent is noticed within the run. */
const HEARTBEAT_MS = 500;
const QUIET_LIMIT_MS = 5_000;
/** How long the followers may take to be level once nothing breaks any more. */
const LEVEL_WITHIN_MS = 30_000;

export interface ResumePlan {
  /** How many times, over all followers, one must be following again after a loss. */
  readonly reconnects: number;
  /** How many times the server is killed (-9) and started again meanwhile. */
  readonly kills: number;
  /** Of the random choices; when they strike depends on the machine too. */
  readonly seed: number;
  readonly onProgress?: (reconnects: number, kills: number) => void;
}

export interface ResumeReport {
  readonly seed: number;
  readonly reconnects: number;
  readonly kills: number;
  readonly seconds: number;
  /** In the log, as the integrator reads it. */
  readonly events: number;
  /** Commands that were answered, and how many of them the log does not hold. */
  readonly acknowledged: number;
  readonly acknowledgedAndLost: number;
  readonly losses: Readonly<Record<string, number>>;
  readonly followers: readonly Verdict[];
  readonly clean: boolean;
}

/** Managers, integrators and customers; those who follow everything, and those who follow a few types. */
const FOLLOWERS: readonly Identity[] = [
  ...repeat(4, { role: 'manager', sub: 'ma-1', types: null }),
  ...repeat(2, { role: 'manager', sub: 'ma-2', types: null }),
  ...repeat(4, { role: 'integrator', sub: 'host', types: null }),
  ...repeat(2, { role: 'integrator', sub: 'host', types: ['MeetStarted', 'MeetEnded'] }),
  ...Array.from({ length: CHATS }, (_, chat) =>
    repeat(2, { role: 'customer', sub: customerOf(chat), types: null } as const),
  ).flat(),
];

/**
 * Followers behind a line that breaks at random, a server that is killed at random moments, meets being made all the while:
 * then each follower's events are held against what an undisturbed reader reads. GraphQL alone, on a real file.
 */
export async function runResume(plan: ResumePlan): Promise<ResumeReport> {
  const random = seededRandom(plan.seed);
  const dataDir = await temporaryDataDir();
  const house = await openHouse(dataDir.path);
  const line = await openUnreliableLine(random);
  try {
    return await follow(plan, random, house, line);
  } finally {
    await line.close();
    await house.stop();
    await dataDir.remove();
  }
}

async function follow(
  plan: ResumePlan,
  random: SeededRandom,
  house: House,
  line: UnreliableLine,
): Promise<ResumeReport> {
  const began = performance.now();
  line.leadTo(house.port());
  const scene = await setScene(house, CHANNEL);
  await putChats(scene.host, CHATS);
  const progress = { reconnects: 0, kills: 0 };
  const onReconnect = (): void => {
    progress.reconnects += 1;
    plan.onProgress?.(progress.reconnects, progress.kills);
  };
  const followers = FOLLOWERS.map((who) =>
    openFollower(who, {
      ...{ channel: CHANNEL, lineUrl: line.url, server: house, quietLimitMs: QUIET_LIMIT_MS, random, onReconnect },
    }),
  );
  const makers = startMeetMakers(scene, house, CHATS);
  await disturb({ plan, random, line, house, followers, progress });
  await makers.stop();
  line.mend();
  const truths = await readTruths(house);
  await untilLevel(followers, truths);
  await Promise.all(followers.map((follower) => follower.stop()));
  await scene.close();
  const whole = new Set(truths.get('integrator host')?.map(({ position }) => position));
  const verdicts = followers.map((follower) => judge(follower, truthFor(follower, truths)));
  const lost = [...makers.acknowledged].filter((position) => !whole.has(position)).length;
  return {
    seed: plan.seed,
    reconnects: progress.reconnects,
    kills: progress.kills,
    seconds: (performance.now() - began) / 1000,
    events: whole.size,
    acknowledged: makers.acknowledged.size,
    acknowledgedAndLost: lost,
    losses: totalLosses(followers),
    followers: verdicts,
    clean: lost === 0 && verdicts.every(isClean),
  };
}

/** A server that can be killed and comes back on the same data, at another port. */
interface House extends RunningServer {
  port(): number;
  restart(): Promise<void>;
}

async function openHouse(dataDir: string): Promise<House> {
  const start = (): Promise<RunningServer> => startServer(dataDir, { HEARTBEAT_MS: String(HEARTBEAT_MS) });
  let server = await start();
  return {
    dataDir,
    startedInMs: server.startedInMs,
    get url() {
      return server.url;
    },
    get pid() {
      return server.pid;
    },
    port: () => Number(new URL(server.url).port),
    output: () => server.output(),
    stop: () => server.stop(),
    kill: () => server.kill(),
    async restart() {
      await server.kill();
      server = await start();
    },
  };
}

interface Disturbance {
  readonly plan: ResumePlan;
  readonly random: SeededRandom;
  readonly line: UnreliableLine;
  readonly house: House;
  readonly followers: readonly Follower[];
  readonly progress: { reconnects: number; kills: number };
}

/** Cuts and kills until as many followers as planned were back; the kills are spread over the reconnects. */
async function disturb({ plan, random, line, house, followers, progress }: Disturbance): Promise<void> {
  const killsAt = Array.from({ length: plan.kills }, () => random.whole(1, plan.reconnects)).sort((a, b) => a - b);
  while (progress.reconnects < plan.reconnects || progress.kills < plan.kills) {
    await pause(random.whole(1, LONGEST_BETWEEN_CUTS_MS));
    // On a slow machine nobody would ever get through otherwise.
    if (followers.filter(({ following }) => following).length > followers.length / 2) line.cutOne();
    const dueAt = killsAt[progress.kills];
    if (dueAt === undefined || progress.reconnects < dueAt) continue;
    progress.kills += 1;
    await house.restart();
    line.leadTo(house.port());
  }
}

/** What each viewer reads in the end, from the start, undisturbed and without the client library. */
async function readTruths(server: RunningServer): Promise<Map<string, Truth>> {
  const truths = new Map<string, Truth>();
  for (const who of FOLLOWERS) {
    const name = `${who.role} ${who.sub}`;
    if (truths.has(name)) continue;
    const session = await sessionFor(server, CHANNEL, who.role, who.sub);
    const subscriber = session.subscribe<MeetEventMessage>(MEET_EVENTS);
    const all = await subscriber.until('CaughtUp', (came) => came.at(-1)?.meetEvents.__typename === 'CaughtUp');
    truths.set(
      name,
      all.map(({ meetEvents }) => meetEvents).filter(({ __typename }) => __typename === 'MeetEvent'),
    );
    await subscriber.stop();
    await session.close();
  }
  return truths;
}

function truthFor({ who }: Follower, truths: ReadonlyMap<string, Truth>): Truth {
  const whole = truths.get(`${who.role} ${who.sub}`) ?? [];
  const { types } = who;
  return types ? whole.filter((event) => 'type' in event && types.includes(String(event.type))) : whole;
}

async function untilLevel(followers: readonly Follower[], truths: ReadonlyMap<string, Truth>): Promise<void> {
  const giveUpAt = performance.now() + LEVEL_WITHIN_MS;
  const isLevel = (follower: Follower): boolean => follower.ids.length >= truthFor(follower, truths).length;
  while (!followers.every(isLevel) && performance.now() < giveUpAt) await pause(10);
}

function totalLosses(followers: readonly Follower[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { losses } of followers) {
    for (const [name, times] of losses) totals[name] = (totals[name] ?? 0) + times;
  }
  return totals;
}

function repeat(times: number, who: Identity): Identity[] {
  return Array.from({ length: times }, () => who);
}
