import type { LeaveReason } from '@meets/meet-domain';
import type { Commands, MeetInput } from '../../commands/commands.ts';
import type { Viewer } from '../../viewer.ts';
import {
  CHANNELS,
  CHATS,
  CLIENTS,
  customer,
  CUSTOMERS,
  FIRST_MANAGERS,
  host,
  manager,
  MANAGERS,
  nameOf,
  numberOf,
  ROOMS,
} from './cast.ts';
import type { Chance } from './chance.ts';
import type { KnownMeet } from './meet-book.ts';
import { CHAT_MOVES } from './chat-moves.ts';
import { DUTY_MOVES } from './duty-moves.ts';
import { LINK_MOVES } from './link-moves.ts';
import type { Move } from './move.ts';
import type { Fate } from './node.ts';
import type { Order } from './orders.ts';
import { NO_FAULTS } from './process-store.ts';
import { PHONE_MOVES } from './phone-moves.ts';
import { SqliteDisk } from './sqlite-disk.ts';
import { anybody, keyOf, someManager, someMeet } from './somebody.ts';
import { TOKEN_MOVES } from './token-moves.ts';
import { order, type World } from './world.ts';

const ORDERS_ON_A_MEET = [
  'acceptMeet',
  'acceptMeet',
  'declineMeet',
  'cancelMeet',
  'joinMeet',
  'joinMeet',
  'endMeet',
  'reopenMeet',
] as const;
const REASONS: readonly LeaveReason[] = ['LEFT', 'LEFT', 'CONNECTION_LOST', 'PERMISSION_CHANGED', 'HUNG_UP'];

/** Somebody who has to do with that meet, or, seldom, nobody who should. */
function concerned(meet: KnownMeet, chance: Chance): Viewer {
  const { channelId } = meet;
  if (chance.happens(0.05)) return anybody(chance.pick(CHANNELS), chance);
  const named = [...meet.rung, meet.startedBy, ...meet.inNow, `customer:${meet.customerId ?? 'juno'}`].flatMap(
    (text) => {
      const [role, id] = text.split(':');
      if (id === undefined) return [];
      return [role === 'manager' ? manager(channelId, id) : customer(channelId, id)];
    },
  );
  return chance.happens(0.75) ? chance.pick(named) : someManager(channelId, chance);
}

/** Somebody whose devices ring, if anybody's do. */
function called({ channelId, rung }: KnownMeet, chance: Chance): Viewer | null {
  const [role, id] = chance.pickOr([...rung], '').split(':');
  if (id === undefined) return null;
  return role === 'manager' ? manager(channelId, id) : customer(channelId, id);
}

/** R20: mostly by somebody who may. */
function startInRoom(chance: Chance): Order {
  const channelId = chance.pick(CHANNELS);
  const room = chance.pick(ROOMS);
  const viewer = chance.happens(0.8) ? manager(channelId, chance.pick(room.members)) : someManager(channelId, chance);
  return order(viewer, 'startMeet', {
    place: { teamRoomId: room.id },
    kind: chance.pick(['VOICE', 'VIDEO'] as const),
    client: null,
    idempotencyKey: keyOf(chance),
  });
}

function startOrder(chance: Chance): Order {
  if (chance.happens(0.15)) return startInRoom(chance);
  const channelId = chance.pick(CHANNELS);
  const chat = chance.pick(CHATS);
  const own = customer(channelId, chat.customerId);
  const viewer = chance.pick([own, own, someManager(channelId, chance), anybody(channelId, chance)]);
  const elsewhere = chance.happens(viewer.role === 'manager' ? 0.5 : 0.05);
  return order(viewer, 'startMeet', {
    place: elsewhere
      ? chance.pick([
          { customerId: chat.customerId },
          { internalChatOf: chat.id },
          { teamRoomId: chance.pick(ROOMS).id },
        ])
      : { userChatId: chat.id },
    kind: chance.happens(0.2) ? chance.pick(['VIDEO', 'PHONE'] as const) : 'VOICE',
    client: chance.pick(CLIENTS),
    idempotencyKey: keyOf(chance),
  });
}

function orderOn(meet: KnownMeet, chance: Chance): Order {
  const viewer = concerned(meet, chance);
  const idempotencyKey = keyOf(chance);
  const input: MeetInput = {
    meetId: meet.id,
    client: chance.pick(CLIENTS),
    deviceId: chance.pick([null, 'phone', 'desk']),
    idempotencyKey,
  };
  if (meet.phase === 'OPEN' && chance.happens(0.3)) return order(called(meet, chance) ?? viewer, 'acceptMeet', input);
  if (meet.phase === 'LIVE' && chance.happens(0.5)) {
    const name = chance.pick(['setMicrophone', 'setCamera', 'setScreenShare'] as const);
    const { client } = input;
    return order(viewer, name, { meetId: meet.id, on: chance.happens(0.6), client, idempotencyKey });
  }
  if (chance.happens(0.15)) {
    return order(viewer, 'leaveMeet', { meetId: meet.id, reason: chance.pick(REASONS), idempotencyKey });
  }
  return order(viewer, chance.pick(ORDERS_ON_A_MEET), input);
}

export const putRoom = (channelId: string, room: (typeof ROOMS)[number], change: Partial<PutRoom> = {}): Order =>
  order(host(channelId), 'putTeamRoom', {
    ...{ id: room.id, kind: room.kind, name: `the ${room.id}`, memberIds: room.members },
    ...change,
  });

type PutRoom = Parameters<Commands['putTeamRoom']>[1];

/** R29: told anew, a group has other members, and whoever came in by its link and is not named is out. */
const putRoomAnew = (channelId: string, chance: Chance): Order =>
  putRoom(channelId, chance.pick([ROOMS[0], ROOMS[3]]), {
    memberIds: chance.pick([['mina', 'juna'], ['juna'], ['bora', 'juna'], ['mina', 'bora', 'juna'], ['dohy']]),
    ...(chance.happens(0.2) ? { kind: chance.pick(['PUBLIC_GROUP', 'PRIVATE_GROUP'] as const) } : {}),
  });

/** What a host tells when everything is as it should be; `chance` makes some of it otherwise. */
export function putChat(channelId: string, chat: (typeof CHATS)[number], chance: Chance, usual: boolean): Order {
  return order(host(channelId), 'putUserChat', {
    id: chat.id,
    customerId: chat.customerId,
    assigneeId: usual ? 'mina' : chance.pick(['mina', 'bora', 'juna', 'm-9', null]),
    managerIds: chance.pick([['mina', 'bora'], ['mina', 'bora', 'juna'], []]),
    medium: usual || chance.happens(0.8) ? 'NATIVE' : 'EXTERNAL_MESSENGER',
    inputOpen: usual || chance.happens(0.8),
  });
}

export const putManager = (channelId: string, id: string, operatorSeat: boolean): Order =>
  order(host(channelId), 'putManager', { id, name: nameOf(channelId, 'manager', id), operatorSeat });

export const putCustomer = (channelId: string, id: string, blocked: boolean): Order =>
  order(host(channelId), 'putCustomer', {
    id,
    name: nameOf(channelId, 'customer', id),
    phoneNumber: numberOf(channelId, id),
    blocked,
  });

export const putChannel = (channelId: string, paidPlan: boolean): Order =>
  order(host(channelId), 'putChannel', {
    name: `Name-${channelId}`.replace('Name-', 'The shop '),
    paidPlan,
    // R3: what is paid for is verified, here.
    businessVerified: paidPlan,
    currency: 'KRW',
  });

export const presence = (viewer: Viewer, role: 'manager' | 'customer', id: string, online: boolean): Order =>
  order(viewer, 'setPresence', { person: { role, id }, online });

function tellOrder(chance: Chance): Order {
  const channelId = chance.pick(CHANNELS);
  const managerId = chance.pick(MANAGERS.slice(0, 4));
  const customerId = chance.pick(CUSTOMERS);
  const [role, id] = chance.pick([['manager', managerId] as const, ['customer', customerId] as const]);
  return chance
    .weighted<{ weight: number; order: () => Order }>([
      { weight: 10, order: () => presence(host(channelId), role, id, chance.happens(0.6)) },
      { weight: 2, order: () => presence(anybody(channelId, chance), role, id, chance.happens(0.5)) },
      { weight: 8, order: () => putChat(channelId, chance.pick(CHATS), chance, chance.happens(0.4)) },
      { weight: 2, order: () => putManager(channelId, managerId, chance.happens(0.8)) },
      { weight: 2, order: () => putCustomer(channelId, customerId, chance.happens(0.2)) },
      { weight: 1, order: () => putChannel(channelId, chance.happens(0.85)) },
      {
        weight: 1,
        order: () =>
          order(chance.pick([host(channelId), someManager(channelId, chance)]), 'updateChannelMeetSettings', {
            customersMayStart: chance.happens(0.8),
          }),
      },
      { weight: 2.5, order: () => putRoomAnew(channelId, chance) },
      {
        weight: 1.5,
        order: () =>
          order(someManager(channelId, chance), 'updateMyMeetSettings', {
            muteOnJoin: chance.happens(0.5),
            microphoneId: chance.pick([null, 'Device-1', 'Device-2']),
          }),
      },
      { weight: 0.7, order: () => order(host(channelId), 'forgetPerson', { person: { role, id } }) },
    ])
    .order();
}

/** Time passes: a moment, until about the next deadline, or a while. */
async function passTime({ time, log }: World, chance: Chance): Promise<void> {
  const { meets } = log.meets;
  const deadlines = meets.flatMap(({ phase, deadline }) =>
    phase === 'OPEN' && deadline !== null ? [Date.parse(deadline) - time.wall] : [],
  );
  const untilDeadline = Math.min(Math.max(0, chance.pickOr(deadlines, 0) + chance.between(-2, 2)), 130_000);
  await time.advance(
    chance.weighted([
      { weight: 10, ms: chance.below(50) },
      { weight: 8, ms: chance.below(5_000) },
      { weight: 3, ms: 20_000 + chance.below(20_000) },
      { weight: 4, ms: untilDeadline },
      { weight: 1, ms: chance.below(150_000) },
    ]).ms,
  );
}

function setWallClock(world: World, chance: Chance): void {
  const ms = chance.pick([1, 1, -1, -1]) * chance.pick([3, 1_500, 40_000, 121_000, 3_600_000, 90_000_000]);
  world.trace.note(`  the wall clock is set by ${ms} ms`);
  world.time.jump(ms);
  // Somebody may be faster than the timers.
  const meet = chance.pickOr(
    world.log.meets.meets.filter(({ rung }) => rung.size > 0),
    null,
  );
  const viewer = meet && called(meet, chance);
  if (!viewer || chance.happens(0.3)) return;
  const input = { meetId: meet.id, client: null, deviceId: null, idempotencyKey: keyOf(chance) };
  world.give(order(viewer, 'acceptMeet', input), chance);
}

function changeFaults({ faults, trace }: World, chance: Chance): void {
  const level = chance.pick([0, 0, 0.02, 0.08, 0.25]);
  const some = (): number => (chance.happens(0.6) ? level : 0);
  Object.assign(faults, {
    lostBefore: some(),
    lostAfter: some(),
    readFails: some() / 4,
    cut: some() / 2,
    slow: some(),
  });
  if (level === 0) Object.assign(faults, NO_FAULTS);
  trace.note(`  faults ${JSON.stringify(faults)}`);
}

function endProcess({ nodes, trace }: World, chance: Chance): void {
  const node = chance.pick(nodes);
  const how = chance.pick(['crash', 'crash', 'stop', 'backUp'] as const);
  trace.note(`  ${node.name}: ${how}`);
  node[how]();
}

/** Where the log is in a file, its process ends as well, and starts again on what is there. */
async function restartLog({ disk, log, time, trace }: World, chance: Chance): Promise<void> {
  if (!(disk instanceof SqliteDisk)) return;
  // The books are nobody's process: what they read is not to be cut off.
  await log.catchUp(time.elapsed);
  const how = chance.pick(['stop', 'crash', 'crash'] as const);
  trace.note(`  the log: ${how}`);
  await disk.restart(how);
  await time.quiet();
}

export function startProcesses({ nodes, trace }: World, chance: Chance): void {
  const fate = (): Fate =>
    chance.weighted<{ weight: number; fate: Fate }>([
      { weight: 6, fate: 'kept' },
      { weight: 1, fate: 'lost' },
      { weight: 2, fate: 'stale' },
    ]).fate;
  for (const node of nodes.filter(({ state }) => state === 'down')) {
    const fates = { rows: fate(), agenda: fate() };
    trace.note(`  ${node.name} starts, ${JSON.stringify(fates)}`);
    node.start(fates);
  }
}

function changeConnections({ devices, nodes, trace }: World, chance: Chance): void {
  for (const device of devices) {
    if (!chance.happens(0.3)) continue;
    const node = chance.pick(nodes);
    if (device.connected && chance.happens(0.4)) device.disconnect();
    else if (node.core) device.connect(node.core.reads);
    trace.note(`  ${device.name} ${device.connected ? `connects to ${node.name}` : 'is away'}`);
  }
}

/** Everybody who could settle a meet tries to at once, some of them twice. */
function race(world: World, chance: Chance): void {
  const meet = someMeet(world, chance);
  if (!meet) return;
  for (let count = chance.between(2, 5); count > 0; count -= 1) {
    const given = orderOn(meet, chance);
    world.give(given, chance);
    if (chance.happens(0.2)) world.give(given, chance);
  }
}

/** R5: every manager there is comes in, and the host tells of more of them for it. */
async function rush(world: World, chance: Chance): Promise<void> {
  const live = world.log.meets.meets.filter(({ phase, customerId }) => phase === 'LIVE' && customerId !== null);
  const meet = chance.pickOr(live, null);
  if (!meet) return;
  for (const id of MANAGERS.slice(FIRST_MANAGERS.length)) world.give(putManager(meet.channelId, id, true), chance);
  await world.time.settle();
  for (const id of MANAGERS) {
    const input = { meetId: meet.id, client: null, deviceId: null, idempotencyKey: keyOf(chance) };
    world.give(order(manager(meet.channelId, id), 'joinMeet', input), chance);
  }
}

/** The same again, as a client does that heard nothing; or other input under the same key, as none should. */
function giveAgain(world: World, chance: Chance): void {
  const keyed = world.orders.given.filter(({ idempotencyKey }) => idempotencyKey !== null).slice(-12);
  const again = chance.pickOr(keyed, null);
  if (!again) return;
  world.give(again, chance);
  if (chance.happens(0.2)) world.give(again, chance);
}

function ask(world: World, chance: Chance): void {
  const channelId = chance.pick(CHANNELS);
  const chat = chance.pick(CHATS);
  const viewer = anybody(channelId, chance);
  const place = { userChatId: chat.id };
  const give: Order['give'] = (commands) => commands.meetPermission(viewer, place, 'VOICE');
  world.give({ viewer, name: 'meetPermission', input: place, idempotencyKey: null, give }, chance);
}

export const MOVES: readonly Move[] = [
  { name: 'start', weight: 14, make: (world, chance) => void world.give(startOrder(chance), chance) },
  {
    name: 'order',
    weight: 30,
    make(world, chance) {
      const meet = someMeet(world, chance);
      world.give(meet ? orderOn(meet, chance) : startOrder(chance), chance);
    },
  },
  { name: 'race', weight: 8, make: race },
  { name: 'rush', weight: 2, make: rush },
  ...LINK_MOVES,
  ...TOKEN_MOVES,
  ...CHAT_MOVES,
  ...PHONE_MOVES,
  ...DUTY_MOVES,
  { name: 'tell', weight: 12, make: (world, chance) => void world.give(tellOrder(chance), chance) },
  { name: 'ask', weight: 2, make: ask },
  { name: 'again', weight: 6, make: giveAgain },
  { name: 'time', weight: 14, make: passTime },
  { name: 'wall clock', weight: 2, make: setWallClock },
  { name: 'faults', weight: 3, make: changeFaults },
  { name: 'end process', weight: 2, make: endProcess },
  { name: 'restart the log', weight: 1, make: restartLog },
  { name: 'start processes', weight: 4, make: startProcesses },
  { name: 'connections', weight: 4, make: changeConnections },
  {
    name: 'notifier',
    weight: 1,
    make(world, chance) {
      world.mood = chance.pick(['works', 'works', 'unavailable', 'refuses', 'throws', 'never answers']);
      world.trace.note(`  the notifier ${world.mood}`);
    },
  },
];
