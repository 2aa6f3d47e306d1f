import type { Viewer } from '../../viewer.ts';
import { customer, manager } from './cast.ts';
import type { Chance } from './chance.ts';
import type { KnownMeet } from './meet-book.ts';
import type { Move } from './move.ts';
import { anybody, someMeet } from './somebody.ts';
import { order, type World } from './world.ts';

export const CHAT_MOVES: readonly Move[] = [{ name: 'talk', weight: 5, make: talk }];

/** R25: some listen and some speak, mostly from within; somebody who listened hangs up, or leaves, is still written to and still writes. */
async function talk(world: World, chance: Chance): Promise<void> {
  const { chat, log, nodes, time } = world;
  const live = log.meets.meets.filter(({ phase, teamRoomId }) => phase === 'LIVE' && teamRoomId !== null);
  const meet = chance.happens(0.9) ? chance.pickOr(live, null) : someMeet(world, chance);
  if (!meet) return;
  const node = chance.pick(nodes);
  for (let count = chance.between(2, 6); count > 0; count -= 1) {
    const viewer = chance.happens(0.85) ? insider(meet, chance) : anybody(meet.channelId, chance);
    if (chance.happens(0.4)) chat.listen(node, viewer, meet.id);
    else chat.say(node, viewer, meet.id);
  }
  if (chance.happens(0.1)) chat.hangUp(chance);
  if (!chance.happens(0.3)) return;
  const leaving = insider(meet, chance);
  chat.say(node, leaving, meet.id);
  const input = { meetId: meet.id, reason: 'LEFT', idempotencyKey: null } as const;
  world.give(order(leaving, 'leaveMeet', input), chance);
  if (!chance.happens(0.5)) return;
  await time.settle();
  chat.say(node, leaving, meet.id);
}

/** Mostly who is in; else somebody who was. */
function insider({ channelId, inNow, stays }: KnownMeet, chance: Chance): Viewer {
  const were = stays.map(({ person }) => person);
  const persons = chance.happens(0.85) ? [...inNow] : were;
  const [role, id] = chance.pickOr(persons, 'manager:mina').split(':');
  return role === 'customer' ? customer(channelId, id ?? '') : manager(channelId, id ?? '');
}
