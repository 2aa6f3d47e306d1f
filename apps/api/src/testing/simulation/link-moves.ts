import type { Client, MeetKind } from '@meets/meet-domain';
import type { LinkWish } from '../../commands/commands.ts';
import type { LinkTarget } from '../../links/link-tokens.ts';
import type { Viewer } from '../../viewer.ts';
import { CHANNELS, CLIENTS, customer, FIRST_MANAGERS, manager, MANAGERS, ROOMS } from './cast.ts';
import type { Chance } from './chance.ts';
import { brokenLink, type HeldLink, linkTo, tokenIn } from './links.ts';
import type { KnownMeet } from './meet-book.ts';
import type { Move } from './move.ts';
import type { Order } from './orders.ts';
import { anybody, keyOf, someManager, someMeet, someOf } from './somebody.ts';
import type { World } from './world.ts';

const KINDS: readonly (MeetKind | null)[] = [null, 'VOICE', 'VOICE', 'VIDEO', 'PHONE'];
/** Of these rooms nobody but their members has a link. */
const HUSHED = ROOMS[1];
const LINKED_ROOMS = [ROOMS[0], ROOMS[0], ROOMS[3], ROOMS[3], ROOMS[2], HUSHED] as const;

export const LINK_MOVES: readonly Move[] = [
  { name: 'link', weight: 9, make: openLink },
  { name: 'crowd', weight: 2, make: crowd },
  {
    name: 'make link',
    weight: 2,
    make: (world, chance) => void world.give(makeLink(world, chance), chance),
  },
  { name: 'late link', weight: 1, make: openLate },
  { name: 'link cut short', weight: 2, make: openCutShort },
];

/** Somebody opens a link: the one they were given, one that is somebody else's, or none at all. */
function openLink(world: World, chance: Chance): void {
  const target = someTarget(world, chance);
  const link = chance.happens(0.1) ? brokenLink(target, chance) : (sentTo(world, target) ?? linkTo(target));
  const viewer = holderOf(world, target, chance);
  world.give(
    openOrder(world, { viewer, link, kind: chance.pick(KINDS), client: chance.pick(CLIENTS) }, chance),
    chance,
  );
}

/** R31: several open a room's link at once, at whatever node, where mostly nothing is live. */
function crowd(world: World, chance: Chance): void {
  const room = chance.pick(LINKED_ROOMS);
  const channelId = chance.pick(CHANNELS);
  const link = linkTo({ kind: 'ROOM', channelId, teamRoomId: room.id });
  for (let count = chance.between(2, 4); count > 0; count -= 1) {
    const viewer = manager(channelId, chance.pick(FIRST_MANAGERS));
    const given = openOrder(world, { viewer, link, kind: chance.pick(['VOICE', 'VIDEO', null]), client: null }, chance);
    world.give(given, chance);
    if (chance.happens(0.2)) world.give(given, chance);
  }
}

/** The most turns that a process is given from a command to its death. */
const LAST_TURNS = 25;

/** R29: somebody comes in by a group's link, and the process that brings them in dies on the way. */
async function openCutShort(world: World, chance: Chance): Promise<void> {
  const channelId = chance.pick(CHANNELS);
  const link = linkTo({ kind: 'ROOM', channelId, teamRoomId: ROOMS[0].id });
  const viewer = manager(channelId, chance.pick(MANAGERS.slice(0, 6)));
  const node = world.give(openOrder(world, { viewer, link, kind: 'VOICE', client: null }, chance), chance);
  for (let turns = chance.below(LAST_TURNS); turns > 0; turns -= 1) await world.time.turn();
  if (!node) return;
  world.trace.note(`  ${node.name}: crash`);
  node.crash();
}

/** R18: the clock is set to about the end of a wait, and its customer opens the link. */
function openLate(world: World, chance: Chance): void {
  const { log, time, trace } = world;
  const waiting = log.meets.meets.filter(({ until }) => until !== null && Date.parse(until) > time.wall);
  const meet = chance.pickOr(waiting, null);
  if (!meet) return;
  const ms = Date.parse(meet.until ?? '') - time.wall + chance.between(-1, 40);
  trace.note(`  the wall clock is set by ${ms} ms, to the end of the wait for ${meet.customerId ?? ''}`);
  time.jump(ms);
  const viewer = customer(meet.channelId, meet.customerId ?? '');
  const link = linkTo({ kind: 'CUSTOMER', channelId: meet.channelId, meetId: meet.id });
  world.give(openOrder(world, { viewer, link, kind: null, client: null }, chance), chance);
}

/** R27, R28; now and then by who may not, of what has none. */
function makeLink(world: World, chance: Chance): Order {
  const { log, time, links } = world;
  const meet = someMeet(world, chance);
  const channelId = meet?.channelId ?? chance.pick(CHANNELS);
  const wish: LinkWish =
    meet && chance.happens(0.7)
      ? { kind: 'BOX', meetId: meet.id }
      : { kind: 'ROOM', teamRoomId: chance.happens(0.9) ? chance.pick(LINKED_ROOMS).id : 'nowhere' };
  const inside = [...(meet?.inNow ?? [])].filter((person) => person.startsWith('manager:'));
  const [, id] = chance.pickOr(inside, '').split(':');
  const viewer = id !== undefined && chance.happens(0.7) ? manager(channelId, id) : anybody(channelId, chance);
  return {
    ...{ viewer, name: 'createMeetLink', input: wish, idempotencyKey: null },
    async give(commands) {
      const check = links.wants(viewer, wish);
      const answer = await commands.createMeetLink(viewer, wish);
      await log.catchUp(time.elapsed);
      check(answer);
      return answer;
    },
  };
}

interface Opening {
  readonly viewer: Viewer;
  readonly link: HeldLink;
  readonly kind: MeetKind | null;
  readonly client: Client | null;
}

function openOrder({ links, log, time }: World, { viewer, link, kind, client }: Opening, chance: Chance): Order {
  const { token, target } = link;
  const idempotencyKey = keyOf(chance);
  const input = { token, ...(kind === null ? {} : { kind }), client, idempotencyKey };
  return {
    ...{ viewer, name: 'joinByLink', input, idempotencyKey },
    async give(commands) {
      const { correlationId, check } = links.opens({ viewer, target, kind, keyed: idempotencyKey !== null });
      const answer = await commands.joinByLink({ ...viewer, correlationId }, input);
      await log.catchUp(time.elapsed);
      check(answer);
      return answer;
    },
  };
}

/** A place that a link leads to; a room's, where there is no meet of the other kinds yet. */
function someTarget({ log }: World, chance: Chance): LinkTarget {
  const { meets } = log.meets;
  const toMeet = (kind: 'BOX' | 'CUSTOMER', meet: KnownMeet | null): LinkTarget | null =>
    meet && { kind, channelId: meet.channelId, meetId: meet.id };
  const { find } = chance.weighted<{ weight: number; find: () => LinkTarget | null }>([
    { weight: 3, find: () => null },
    {
      weight: 3,
      find: () =>
        toMeet(
          'BOX',
          someOf(
            meets.filter(({ teamRoomId }) => teamRoomId !== null),
            chance,
          ),
        ),
    },
    {
      weight: 3,
      find: () =>
        toMeet(
          'CUSTOMER',
          someOf(
            meets.filter(({ until }) => until !== null),
            chance,
          ),
        ),
    },
  ]);
  return find() ?? { kind: 'ROOM', channelId: chance.pick(CHANNELS), teamRoomId: chance.pick(LINKED_ROOMS).id };
}

/** The link as its customer was sent it. */
function sentTo({ toldCustomers }: World, target: LinkTarget): HeldLink | null {
  if (target.kind !== 'CUSTOMER') return null;
  const sent = toldCustomers.find(
    ({ channelId, meetId }) => channelId === target.channelId && meetId === target.meetId,
  );
  return sent ? { token: tokenIn(sent.link), target } : null;
}

/** Mostly whom the link is for; now and then somebody else, of another channel too. */
function holderOf({ log }: World, target: LinkTarget, chance: Chance): Viewer {
  const { channelId } = target;
  if (chance.happens(0.1)) return anybody(chance.pick(CHANNELS.filter((id) => id !== channelId)), chance);
  const meet = target.kind === 'ROOM' ? undefined : log.meets.byId(channelId, target.meetId);
  if (target.kind === 'CUSTOMER') {
    return chance.happens(0.75) ? customer(channelId, meet?.customerId ?? '') : anybody(channelId, chance);
  }
  // Who came into a hushed room's meet might speak of it ever after.
  if (meet?.teamRoomId === HUSHED.id) return manager(channelId, chance.pick(HUSHED.members));
  if (chance.happens(0.1)) return anybody(channelId, chance);
  return chance.happens(0.6) ? manager(channelId, chance.pick(MANAGERS.slice(0, 6))) : someManager(channelId, chance);
}
