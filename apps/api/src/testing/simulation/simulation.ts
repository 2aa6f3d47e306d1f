import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { CHANNELS, CHATS, CUSTOMERS, FIRST_MANAGERS, host, ROOMS } from './cast.ts';
import { Chance } from './chance.ts';
import { bringDown, finish, look } from './look.ts';
import type { Move } from './move.ts';
import { MOVES, presence, putChannel, putChat, putCustomer, putManager, putRoom } from './moves.ts';
import { NO_PLANT, OFTEN, type Plant } from './plant.ts';
import { SqliteDisk } from './sqlite-disk.ts';
import { Trace } from './trace.ts';
import { type Invariant, Violation } from './violation.ts';
import { VirtualTime } from './virtual-time.ts';
import { order, World } from './world.ts';

/** How many moves are made in one simulated world, unless told otherwise. */
export const DEFAULT_STEPS = 30;
/** How many lines of a trace are kept to be shown. */
export const KEPT_LINES = 60;

/** `mixed`: in files in a share of the worlds, as the seed says. */
export type StoreKind = 'memory' | 'sqlite' | 'mixed';
/** That share: with its threads a world takes about five times as long. */
const SHARE_ON_FILES = 0.05;

export interface RunOptions {
  readonly seed: string;
  readonly steps?: number;
  /** Steps that are left out, so that a failure may be brought down to the moves it takes. */
  readonly without?: ReadonlySet<number>;
  readonly plant?: Plant;
  /** What the log is kept in. Default `memory`. */
  readonly store?: StoreKind;
  readonly keepLines?: number;
}

export interface Outcome {
  readonly seed: string;
  readonly steps: number;
  /** SHA-256 over everything that happened, in order: the same for the same seed and steps, always. */
  readonly traceHash: string;
  readonly events: number;
  readonly meets: number;
  readonly failure: Failure | null;
  /** The last of what happened. */
  readonly lines: readonly string[];
}

export interface Failure {
  readonly invariant: Invariant;
  readonly what: string;
  /** Seen after this step, counted from 1; `steps + 1` is the look at the end. */
  readonly step: number;
}

/** Lives through one world: everything in it follows from the options. */
export async function simulate(options: RunOptions): Promise<Outcome> {
  const { seed, steps = DEFAULT_STEPS, plant = NO_PLANT, keepLines = KEPT_LINES } = options;
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'meets-world-'));
  const trace = new Trace(keepLines);
  const chance = new Chance(seed);
  const time = new VirtualTime(chance.fork('first'));
  const disk = await openDisk(options, root, time);
  const world = new World({ chance, time, disk, trace, plant, folder: root });
  try {
    const failure = await live(world, { ...options, steps });
    const { events, meets } = world.log;
    return {
      seed,
      steps,
      traceHash: trace.digest(),
      events: events.length,
      meets: meets.meets.length,
      failure,
      lines: trace.lines,
    };
  } finally {
    await bringDown(world);
    await disk.close();
    rmSync(root, { recursive: true, force: true });
  }
}

function openDisk({ seed, store = 'memory' }: RunOptions, folder: string, time: VirtualTime): Promise<EventStore> {
  const isMixedIn = store === 'mixed' && new Chance(`${seed}/store`).happens(SHARE_ON_FILES);
  if (store === 'sqlite' || isMixedIn) return SqliteDisk.open(folder, time);
  return Promise.resolve(createMemoryEventStore({ now: () => time.wall }));
}

async function live(world: World, options: RunOptions & { readonly steps: number }): Promise<Failure | null> {
  const { seed, steps, without, plant = NO_PLANT } = options;
  const { time, trace } = world;
  const moves = movesFor(plant);
  let step = 0;
  try {
    await setTheStage(world);
    for (step = 1; step <= steps + 1; step += 1) {
      if (without?.has(step)) continue;
      // Each step has a source of its own, so that leaving one out changes the others as little as may be.
      const chance = new Chance(`${seed}/step ${step}`);
      time.chance = chance.fork('order');
      if (step > steps) await end(world, chance, step);
      else await makeMove(world, moves, chance, step);
      await world.check();
    }
    return null;
  } catch (error) {
    trace.note(`  ${String(error)}`);
    const invariant = error instanceof Violation ? error.invariant : 'nothing breaks';
    const what = error instanceof Violation ? error.message : String((error as Error).stack);
    return { invariant, what, step };
  }
}

async function end(world: World, chance: Chance, step: number): Promise<void> {
  world.trace.note(`${step}. the end`);
  await finish(world, chance);
}

async function makeMove(world: World, moves: readonly Move[], chance: Chance, step: number): Promise<void> {
  const { time, trace } = world;
  const looks = chance.happens(0.02);
  const move = chance.weighted(moves);
  trace.note(`${step}. ${move.name}`);
  await move.make(world, chance);
  if (looks) return look(world, chance);
  // Some of what was begun is still under way when the next thing happens.
  if (chance.happens(0.35)) await time.settle();
  else for (let turns = chance.below(30); turns > 0 && (await time.turn()); turns -= 1);
}

function movesFor({ often = [] }: Plant): readonly Move[] {
  const unknown = often.filter((name) => !MOVES.some((move) => move.name === name));
  if (unknown.length > 0) throw new Error(`no move is called ${unknown.join(', ')}`);
  return MOVES.map((move) => (often.includes(move.name) ? { ...move, weight: move.weight * OFTEN } : move));
}

/** Two channels in order, with everybody in them, on two nodes; nothing goes wrong yet. */
async function setTheStage(world: World): Promise<void> {
  const { nodes, time, devices } = world;
  const chance = time.chance.fork('stage');
  for (const node of nodes) node.start({ rows: 'kept', agenda: 'kept' });
  await time.settle();
  const orders = CHANNELS.map((channelId) => [
    [
      putChannel(channelId, true),
      ...FIRST_MANAGERS.map((id) => putManager(channelId, id, id !== 'dohy')),
      ...CUSTOMERS.map((id) => putCustomer(channelId, id, false)),
    ],
    [
      order(host(channelId), 'updateChannelMeetSettings', { customersMayStart: true }),
      ...CHATS.map((chat) => putChat(channelId, chat, chance, true)),
      ...ROOMS.map((room) => putRoom(channelId, room)),
      presence(host(channelId), 'manager', 'mina', true),
      presence(host(channelId), 'customer', 'juno', true),
      presence(host(channelId), 'customer', 'sori', true),
    ],
  ]);
  for (const phase of [0, 1]) {
    for (const given of orders) for (const each of given[phase] ?? []) world.give(each, chance);
    await time.settle();
  }
  for (const device of devices) {
    const core = nodes[0]?.core;
    if (core) device.connect(core.reads);
  }
  await time.settle();
  await world.check();
}
