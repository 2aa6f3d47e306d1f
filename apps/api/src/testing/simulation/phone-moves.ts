import { CHANNELS, host, PHONE_NUMBERS } from './cast.ts';
import type { Chance } from './chance.ts';
import type { Move } from './move.ts';
import type { Order } from './orders.ts';
import { anybody, someManager } from './somebody.ts';
import { order, type World } from './world.ts';

/** Calls by phone: whose the numbers are, and how calls are taken. */
export const PHONE_MOVES: readonly Move[] = [
  { name: 'number', weight: 2, make: moveNumber },
  { name: 'phone settings', weight: 0.5, make: (world, chance) => void world.give(settingsOrder(chance), chance) },
];

/** Mostly the host; often both channels at once, for one number. */
function moveNumber(world: World, chance: Chance): void {
  const number = chance.pick(PHONE_NUMBERS);
  for (const channelId of chance.happens(0.4) ? CHANNELS : [chance.pick(CHANNELS)]) {
    const viewer = chance.happens(0.95) ? host(channelId) : anybody(channelId, chance);
    const name = chance.happens(0.6) ? 'issuePhoneNumber' : 'giveBackPhoneNumber';
    world.give(order(viewer, name, { number }), chance);
  }
}

function settingsOrder(chance: Chance): Order {
  const channelId = chance.pick(CHANNELS);
  const viewer = chance.pick([host(channelId), someManager(channelId, chance), anybody(channelId, chance)]);
  return order(viewer, 'updateChannelPhoneSettings', {
    queueSize: chance.pick([0, 1, 2, null]),
    wrapUpMs: chance.pick([0, 5_000, 30_000]),
    callsPerCallerPerMinute: chance.pick([1, 2, 5]),
  });
}
