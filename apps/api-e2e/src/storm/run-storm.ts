import { startServer, temporaryDataDir, pause, type RunningServer } from '../running-server.ts';
import { setScene } from '../scene.ts';
import { inputAt } from './all-inputs.ts';
import { converse } from './converse.ts';
import type { Ground } from './input.ts';
import { openGroundMedia } from './media-ground.ts';
import { inspectProcess, INSPECTED, type Held, type InspectedProcess } from './inspect-process.ts';
import { openWitness, ordinaryTraffic, type Witness } from './ordinary-traffic.ts';
import { promisesOf, type Promised } from './promises.ts';
import { createTally, type Failure, type Tally } from './tally.ts';

const CHANNEL = 'storm';
/** How many inputs are under way at a time. */
const AT_ONCE = 24;
/** After so many, everything ordinary is looked at. */
const BATCH = 250;
/** How long connections may take to be gone once nobody uses them: longer than any grace that a refused client has. */
const GONE_WITHIN_MS = 15_000;
/**
 * A server with so little patience that waiting inputs do not make the storm long. Who connects has the usual time to say who they are:
 * making a flood may keep this process from it for a second.
 */
const HASTY = {
  REQUEST_TIMEOUT_MS: '1000',
  WS_PING_INTERVAL_MS: '2000',
  // The people of the scene are online; nobody's going offline is to be taken for something that an input stored.
  PRESENCE_GRACE_MS: '600000',
} as const;

export interface StormPlan {
  readonly inputs: number;
  readonly seed: number;
  /** The index of the one input that is sent; null for all. */
  readonly only: number | null;
  /** How many valid requests come before anything is measured. */
  readonly warmUp: number;
  readonly onProgress?: (what: 'warm-up' | 'inputs', done: number) => void;
}

export interface StormReport {
  readonly seed: number;
  readonly inputs: number;
  readonly seconds: number;
  readonly slowestMs: number;
  /** By kind: how many were answered how. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly failures: readonly Failure[];
  readonly before: Held;
  readonly after: Held;
  readonly promises: readonly Promised[];
  readonly kept: boolean;
}

/** Starts a server, warms it, sends it malformed inputs, and holds what came against what is promised. */
export async function runStorm(plan: StormPlan): Promise<StormReport> {
  const dataDir = await temporaryDataDir();
  const server = await startServer(dataDir.path, HASTY, INSPECTED);
  try {
    return await storm(plan, server);
  } finally {
    await server.kill();
    await dataDir.remove();
  }
}

async function storm(plan: StormPlan, server: RunningServer): Promise<StormReport> {
  const ground = await setGround(server);
  const inspected = await inspectProcess(server);
  const witness = await openWitness(server, ground);
  await ordinaryTraffic(
    server,
    ground,
    plan.warmUp,
    counter((done) => plan.onProgress?.('warm-up', done)),
  );
  const position = await witness.look();
  const before = await inspected.held();
  const began = performance.now();
  const tally = createTally();
  const trouble = await sendAll({ plan, server, ground, witness, position }, tally);
  const seconds = (performance.now() - began) / 1000;
  const after = trouble.isAlive ? await quiet(inspected, before) : before;
  witness.close();
  inspected.close();
  const { code } = await server.stop();
  const promises = promisesOf({ ...tally, trouble: trouble.what, before, after, code, output: server.output() });
  return {
    ...{ seed: plan.seed, seconds, before, after, promises },
    inputs: tally.sent(),
    slowestMs: tally.slowestMs(),
    answers: tally.answers,
    failures: tally.failures,
    kept: promises.every(({ kept }) => kept),
  };
}

async function setGround(server: RunningServer): Promise<Ground> {
  const scene = await setScene(server, CHANNEL);
  const { host, manager, customer, analyst } = scene;
  const media = await openGroundMedia(server, scene);
  await scene.close();
  const tokens = { integrator: host.token, manager: manager.token, customer: customer.token, analyst: analyst.token };
  return { channel: CHANNEL, tokens, media };
}

interface Sending {
  readonly plan: StormPlan;
  readonly server: RunningServer;
  readonly ground: Ground;
  readonly witness: Witness;
  /** The channel's last one: nothing malformed may move it. */
  readonly position: string;
}

/** Whether the server lives, and what it could not do for an ordinary client meanwhile. */
interface Trouble {
  readonly isAlive: boolean;
  readonly what: readonly string[];
}

async function sendAll({ plan, server, ground, witness, position }: Sending, tally: Tally): Promise<Trouble> {
  const indexes = plan.only === null ? Array.from({ length: plan.inputs }, (_, index) => index) : [plan.only];
  const done = counter((count) => plan.onProgress?.('inputs', count));
  for (let from = 0; from < indexes.length; from += BATCH) {
    const batch = indexes.slice(from, from + BATCH);
    let next = 0;
    const senders = Array.from({ length: Math.min(AT_ONCE, batch.length) }, async () => {
      for (let index = batch[next++]; index !== undefined; index = batch[next++]) {
        const input = inputAt(plan.seed, index, ground);
        tally.add(index, input, await converse(server.url, input, ground));
        done();
      }
    });
    await Promise.all(senders);
    const what = await lookAround(witness, position);
    if (what !== null) return { isAlive: false, what: [`after input ${batch.at(-1)}: ${what}`] };
  }
  return { isAlive: true, what: [] };
}

async function lookAround(witness: Witness, position: string): Promise<string | null> {
  try {
    const now = await witness.look();
    return now === position ? null : `the log went on from ${position} to ${now}`;
  } catch (error) {
    return String(error);
  }
}

/** What the server holds when every connection of the storm's is gone, or does not go. */
async function quiet(inspected: InspectedProcess, before: Held): Promise<Held> {
  const giveUpAt = performance.now() + GONE_WITHIN_MS;
  while ((await inspected.connections()) > before.connections && performance.now() < giveUpAt) await pause(50);
  return inspected.held();
}

function counter(tell: (count: number) => void): () => void {
  let count = 0;
  return () => tell((count += 1));
}
