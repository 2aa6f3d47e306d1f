import type { Viewer } from '../../viewer.ts';
import { customer, CUSTOMERS, host, manager, MANAGERS } from './cast.ts';
import type { Chance } from './chance.ts';
import type { KnownMeet } from './meet-book.ts';
import type { World } from './world.ts';

/** A key now and then, of a small set, so that keys are used again with the same and with other input. */
export const keyOf = (chance: Chance): string | null => (chance.happens(0.4) ? `key-${chance.below(150)}` : null);

export const someManager = (channelId: string, chance: Chance): Viewer =>
  manager(channelId, chance.pick(chance.happens(0.85) ? MANAGERS.slice(0, 3) : MANAGERS));
const someCustomer = (channelId: string, chance: Chance): Viewer => customer(channelId, chance.pick(CUSTOMERS));
export const anybody = (channelId: string, chance: Chance): Viewer =>
  chance.pick([someManager(channelId, chance), someCustomer(channelId, chance), host(channelId)]);

/** A meet that somebody may still care about: mostly one that is open, else a late one. */
export function someMeet({ log }: World, chance: Chance): KnownMeet | null {
  const { meets } = log.meets;
  return someOf(meets, chance);
}

/** Likewise, of these. */
export function someOf(meets: readonly KnownMeet[], chance: Chance): KnownMeet | null {
  const open = meets.filter(({ phase }) => phase === 'OPEN' || phase === 'LIVE');
  return chance.happens(0.85) ? chance.pickOr(open, null) : chance.pickOr(meets.slice(-6), null);
}
