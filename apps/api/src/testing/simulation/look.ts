import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { foldStream } from '@meets/event-store';
import { meetDecider, type MeetEvent, meetStream, RING_TIMEOUT_MS } from '@meets/meet-domain';
import { openReadModel } from '../../projections/open-read-model.ts';
import type { MeetEventView } from '../../projections/views.ts';
import { domainCodec } from '../../stored-events/domain-codec.ts';
import { CHANNELS, customer, CUSTOMERS, SAID } from './cast.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';
import { checkForgotten } from './forgotten-look.ts';
import { checkUnheard } from './hearsay.ts';
import { checkPreviews } from './link-look.ts';
import type { KnownMeet } from './meet-book.ts';
import type { Core, Node } from './node.ts';
import { NO_FAULTS } from './process-store.ts';
import { everyEvent, everythingRead } from './readings.ts';
import { seenSince, wasSeenAfter } from './sight.ts';
import { twinFor } from './twin.ts';
import { hold } from './violation.ts';
import type { World } from './world.ts';

/** The longest that a failed task or a lost follower waits before it is tried again, and a little more. */
const LONGEST_BACKOFF_MS = 31_000;
/** The longest that a follow-up waits before it is tried again, and whatever a ring may still take. */
const EVERYTHING_MS = 5 * 60_000 + LONGEST_BACKOFF_MS;
/** How many of the newest meets are folded anew at each look. */
const FOLDED_MEETS = 6;

/** Looks closely at whatever is up and has read everything, while nothing goes wrong. */
export async function look(world: World, chance: Chance): Promise<void> {
  const { time, faults, nodes, log } = world;
  const before = { ...faults };
  Object.assign(faults, NO_FAULTS);
  await time.settle();
  await world.check();
  // Whoever keeps files has rows that may be wrong in more ways, so it is mostly that one.
  const level = nodes.filter(({ core }) => core?.reads.applied() === log.events.length);
  const node = chance.happens(0.7) ? level.at(0) : level.at(-1);
  if (node?.core) await lookAt(world, node, node.core, chance);
  Object.assign(faults, before);
}

/**
 * The end of a world: nothing goes wrong any more, everybody is connected, and after as long as anything may take, all
 * that is owed has been done, and everybody has heard everything.
 */
export async function finish(world: World, chance: Chance): Promise<void> {
  const { time, faults, nodes, devices } = world;
  Object.assign(faults, NO_FAULTS);
  world.mood = 'works';
  await bringUp(world);
  await time.advance(LONGEST_BACKOFF_MS);
  await world.check();
  checkRings(world, LONGEST_BACKOFF_MS);
  await time.advance(EVERYTHING_MS - LONGEST_BACKOFF_MS);
  await world.check();
  checkOwed(world);
  checkForgotten(world);
  const [first] = nodes;
  for (const device of devices) if (!device.connected && first?.core) device.connect(first.core.reads);
  await look(world, chance);
  await time.quiet();
  for (const device of devices) await checkDevice(world, device, first?.core?.reads);
  for (const { core } of nodes) if (core) world.chat.look(core);
  checkFiles(world);
  await world.check();
}

/** R25: of what was said in a meet no file has a byte, in whatever generation. */
function checkFiles({ folder }: World): void {
  for (const name of readdirSync(folder)) {
    const found = readFileSync(join(folder, name)).includes(SAID);
    hold(!found, 'what is said stays among them', () => `${name} holds something that was said`);
  }
}

/** Ends all processes and waits until they are down. */
export async function bringDown(world: World): Promise<void> {
  Object.assign(world.faults, NO_FAULTS);
  for (const device of world.devices) device.disconnect();
  world.chat.close();
  for (const node of world.nodes) node.crash();
  for (const node of world.nodes) await world.time.until(Promise.all(node.ending));
}

async function bringUp({ nodes, time }: World): Promise<void> {
  for (let tries = 0; nodes.some(({ state }) => state !== 'up'); tries += 1) {
    hold(tries < 100, 'nothing breaks', () => 'a process never comes up');
    for (const node of nodes) node.start({ rows: 'kept', agenda: 'kept' });
    await time.advance(1_000);
  }
}

async function lookAt(world: World, node: Node, core: Core, chance: Chance): Promise<void> {
  if (node.keepsFiles && chance.happens(0.75)) await checkRows(world, node);
  await checkFolds(world, node, core);
  await checkCustomer(world, core, chance);
  checkPreviews(world, core.reads, chance);
  await world.tokens.look(node, core);
}

/** Invariant 5: rows that were built bit by bit, over crashes and stale files, are what the log gives at one go. */
async function checkRows({ disk, keys, time, log }: World, node: Node): Promise<void> {
  const live = dump(node.copyOfRows());
  const file = `${node.copyOfRows()}-rebuilt`;
  if (existsSync(file)) rmSync(file);
  const rebuilt = await openReadModel({ store: disk, keys, clock: time.clock(), file });
  await rebuilt.close();
  const anew = dump(file);
  rmSync(file);
  for (const [table, rows] of anew) {
    const same = live.get(table) === rows;
    hold(
      same,
      '5 folds agree',
      () => `${node.name}, ${log.events.length} events: ${table} ${difference(live.get(table) ?? '', rows)}`,
    );
  }
}

function dump(file: string): ReadonlyMap<string, string> {
  const db = new DatabaseSync(file);
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  const rows = tables.map(({ name }) => {
    const all = db.prepare(`SELECT * FROM ${String(name)}`);
    all.setReturnArrays(true);
    const texts = all.all().map((row) => JSON.stringify(row));
    return [String(name), texts.sort().join('\n')] as const;
  });
  db.close();
  return new Map(rows);
}

/** Where two texts part, and what stands there. */
function difference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 120);
  return `differs:\n  ${one.slice(from, at + 120)}\n  ${other.slice(from, at + 120)}`;
}

/** Invariant 5: what the write side keeps in memory of a meet is what its events give from the start. */
async function checkFolds({ disk, keys, time, log }: World, node: Node, { side }: Core): Promise<void> {
  for (const { channelId, id } of log.meets.meets.slice(-FOLDED_MEETS)) {
    const kept = await time.until(side.meets.fold(channelId, id));
    const codec = domainCodec<MeetEvent>({ keys, channelId });
    const stream = meetStream(channelId, id);
    const anew = await foldStream({ store: disk, codec, decider: meetDecider, stream });
    const [one, other] = [JSON.stringify(kept), JSON.stringify(anew)];
    hold(one === other, '5 folds agree', () => `${node.name}: ${stream} ${difference(one, other)}`);
  }
}

/** Invariant 3, for one customer: nothing that they may not know, and nothing different where that is different. */
async function checkCustomer({ keys, time, log }: World, { reads }: Core, chance: Chance): Promise<void> {
  const viewer = customer(chance.pick(CHANNELS), chance.pick(CUSTOMERS));
  const meetIds = log.meets.meets.filter(({ channelId }) => channelId === viewer.channelId).map(({ id }) => id);
  const asked = meetIds.slice(-20);
  const read = await time.until(everythingRead(reads, viewer, asked));
  checkUnheard(viewer, read, () => `${viewer.channelId}/${viewer.id}`);
  const meetOf = (channelId: string, id: string) => log.meets.byId(channelId, id);
  const twin = await twinFor(viewer, log.events, { keys, time, meetOf });
  const elsewhere = await everythingRead(twin, viewer, asked);
  await twin.close();
  const [one, other] = [JSON.stringify(read), JSON.stringify(elsewhere)];
  hold(one === other, '3 customers cannot tell', () => `${viewer.channelId}/${viewer.id} ${difference(one, other)}`);
}

/** Invariant 4: no ring is older than 120 s, but for the time that a failed try may have to wait. */
function checkRings({ time, log, nodes }: World, slackMs: number): void {
  const { setBackAt } = time;
  const known = Math.min(...nodes.map(({ knowsTimeSince }) => knowsTimeSince));
  for (const { phase, deadline, rangAtElapsed, id, colleagues } of log.meets.meets) {
    for (const [person, until] of colleagues) {
      const lateMs = time.wall - Date.parse(until);
      hold(
        lateMs <= slackMs,
        '4 rings end in time',
        () => `${person} is rung into ${id} ${lateMs} ms after their time`,
      );
    }
    if (phase !== 'OPEN' || deadline === null) continue;
    // Where the clock was set back, and no process kept what it knew of the time, nobody can know better (ADR 13).
    const from = setBackAt >= 0 ? Math.max(rangAtElapsed, known) : rangAtElapsed;
    const ageMs = time.elapsed - from;
    hold(ageMs <= RING_TIMEOUT_MS + slackMs, '4 rings end in time', () => `${id} has been ringing for ${ageMs} ms`);
    const overdueMs = time.wall - Date.parse(deadline);
    hold(overdueMs <= slackMs, '4 rings end in time', () => `${id} rings ${overdueMs} ms behind its deadline`);
  }
}

/** Nothing is left undone once there was time for it (R12, R13, R18, R29, R33, R39, R42). */
function checkOwed({ time, log, duty }: World): void {
  const owed = (done: boolean, what: () => string): void => hold(done, 'everything owed is done', what);
  const [overdue] = duty.overdue(new Date(time.wall).toISOString());
  owed(overdue === undefined, () => overdue ?? '');
  const [unadmitted] = log.rooms.owed();
  owed(unadmitted === undefined, () => unadmitted ?? '');
  const held = [...duty.inCalls()];
  for (const { channelId, managerId, meetId } of held) {
    const call = log.meets.byId(channelId, meetId);
    const isIn = call?.phase === 'LIVE' && call.inNow.has(`manager:${managerId}`);
    owed(isIn, () => `${channelId} ${managerId} is held by ${meetId}, and is not in it`);
  }
  for (const meet of log.meets.meets) {
    const { id, channelId, phase, deadline, until, callbackOf, inNow } = meet;
    const here = `${channelId} ${id}`;
    if (phase === 'OPEN') {
      owed(deadline === null, () => `${here} still rings`);
      owed(until !== null && Date.parse(until) > time.wall, () => `${here} still waits`);
      owed(meet.followedUp, () => `${here} waits, and nobody was told`);
    }
    if (phase === 'LIVE') {
      owed(inNow.size > 0, () => `${here} is live with nobody in it`);
      owed(meet.colleagues.size === 0, () => `a colleague is still rung into ${here}`);
      for (const person of meet.kind === 'PHONE' ? inNow : []) {
        const isHeld = held.some((one) => one.meetId === id && `manager:${one.managerId}` === person);
        owed(isHeld || person.startsWith('customer:'), () => `${person} is in ${here}, and their duty does not say so`);
      }
      for (const person of inNow) {
        // Who calls by phone is there as long as the line is.
        const isByPhone = meet.kind === 'PHONE' && person.startsWith('customer:');
        const isGone = !isByPhone && log.offline.has(`${channelId} ${person}`);
        owed(!isGone, () => `${person} has been gone from ${here} for long`);
      }
    }
    const missed = callbackOf === null ? undefined : log.meets.byId(channelId, callbackOf);
    owed(missed?.handled !== false, () => `${callbackOf ?? ''} was called back by ${here} and is not handled`);
  }
}

/**
 * What a device heard is what its person can read, but for a room that they were put out of or came into: of that they have
 * heard all that happened since they last came in, and nothing that was never theirs to see.
 */
function checkHeard(log: World['log'], { viewer, name, heard }: Device, there: readonly MeetEventView[]): void {
  const steady: MeetEventView[] = [];
  const meetOf = ({ meetId }: MeetEventView) => log.meets.byId(viewer.channelId, meetId);
  const positionOf = ({ id }: MeetEventView): number => log.byId(id)?.position ?? 0;
  const isSteady = (event: MeetEventView): boolean => {
    const meet = meetOf(event);
    return meet === undefined || positionOf(event) >= seenSince(log, viewer, meet);
  };
  for (const event of heard) {
    const meet = meetOf(event);
    const was = meet === undefined || wasSeenAfter(log, viewer, meet, positionOf(event));
    hold(
      was,
      '3 customers cannot tell',
      () => `${name} heard ${event.type} at ${event.position}, which was never theirs`,
    );
    if (isSteady(event)) steady.push(event);
  }
  const [one, other] = [there.filter(isSteady), steady].map((events) =>
    events.map(({ position, id }) => `${position} ${id}`).join('\n'),
  );
  const told = (): string => `${name}, events there and heard: ${difference(one ?? '', other ?? '')}`;
  hold(one === other, 'positions have no gaps', told);
}

/** Whatever connections were lost: each device has heard every event there is for it, once, in order, and rings rightly. */
async function checkDevice({ time, log }: World, device: Device, reads: Core['reads'] | undefined): Promise<void> {
  const { viewer, name } = device;
  if (!reads) return;
  const edges = await time.until(everyEvent(reads, viewer));
  checkHeard(
    log,
    device,
    edges.map(({ node }) => node),
  );
  const ringing = log.meets.meets.filter(
    ({ channelId, rung }) => channelId === viewer.channelId && rung.has(`${viewer.role}:${viewer.id}`),
  );
  const should = ringing
    .map(({ id }) => id)
    .sort()
    .join();
  const does = [...device.ringing].sort().join();
  hold(should === does, '4 rings end in time', () => `${name} rings for "${does}", not "${should}"`);
  const takesPart = (meet: KnownMeet): boolean =>
    meet.customerId === null && log.managersIn.get(meet.place)?.has(viewer.id) === true;
  const isLive = log.meets.meets.filter(
    (meet) => meet.channelId === viewer.channelId && meet.phase === 'LIVE' && takesPart(meet),
  );
  const live = viewer.role === 'manager' ? isLive.map(({ id }) => id).sort() : [];
  const told = [...device.live].sort();
  hold(
    live.join() === told.join(),
    'positions have no gaps',
    () => `${name} was told of ${told.join()}, not ${live.join()}`,
  );
  const { watched } = device;
  if (!watched?.shown) return;
  const [shown, is] = [JSON.stringify(watched.shown), JSON.stringify(reads.meet(viewer, watched.id))];
  hold(shown === is, 'positions have no gaps', () => `${name} shows ${watched.id} ${difference(shown, is)}`);
}
