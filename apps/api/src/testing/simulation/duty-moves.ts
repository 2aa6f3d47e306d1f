import { plusMs } from '@meets/meet-domain';
import { dutyOrders } from '../../commands/duty-orders.ts';
import { CHANNELS, FIRST_MANAGERS, host, manager } from './cast.ts';
import type { Chance } from './chance.ts';
import type { Move } from './move.ts';
import type { Order } from './orders.ts';
import { anybody } from './somebody.ts';
import { order, type World } from './world.ts';

/** How long a manager is reserved for a call. */
const RESERVED_MS = 30_000;
/** Calls that want managers. */
const CALLS = ['uc.call-1.1', 'uc.call-2.1', 'uc.call-3.1'] as const;

/** Managers come on duty and go off it, and calls want them, several at once. */
export const DUTY_MOVES: readonly Move[] = [
  { name: 'duty', weight: 3, make: (world, chance) => void world.give(dutyOrder(chance), chance) },
  { name: 'call on duty', weight: 3, make: callOnDuty },
];

function dutyOrder(chance: Chance): Order {
  const channelId = chance.pick(CHANNELS);
  const managerId = chance.pick(FIRST_MANAGERS);
  if (chance.happens(0.1)) {
    const by = chance.pick([host(channelId), anybody(channelId, chance)]);
    return order(by, 'setCallLimit', { managerId, callLimit: chance.pick([null, 1, 2]) });
  }
  const viewer = chance.happens(0.95) ? manager(channelId, managerId) : anybody(channelId, chance);
  return order(viewer, 'updateMyDuty', {
    available: chance.happens(0.85),
    ...(chance.happens(0.3) && { doNotDisturb: chance.happens(0.3) }),
    ...(chance.happens(0.3) && { endWrapUp: true }),
  });
}

/** Mostly what comes of a call that rings; now and then something that comes late, or twice. */
function callOnDuty(world: World, chance: Chance): void {
  const channelId = chance.pick(CHANNELS);
  const managerId = chance.pick(FIRST_MANAGERS.slice(0, 2));
  for (let count = chance.between(1, 3); count > 0; count -= 1) {
    world.give(callOrder(world, { channelId, managerId, meetId: chance.pick(CALLS) }, chance), chance);
  }
}

function callOrder(
  { log }: World,
  call: { readonly channelId: string; readonly managerId: string; readonly meetId: string },
  chance: Chance,
): Order {
  const cause = { eventId: log.events.at(-1)?.id ?? '', correlationId: 'a call' };
  const kind = chance.pick(['reserve', 'reserve', 'take', 'finish', 'release'] as const);
  return {
    // No command of anybody's: what a call orders of the duty.
    ...{ viewer: host(call.channelId), name: 'updateMyDuty', input: { kind, ...call }, idempotencyKey: null },
    async give(_, { side }) {
      const orders = dutyOrders(side);
      const given = { ...call, cause };
      if (kind === 'reserve') await orders.reserveManager({ ...given, until: plusMs(side.at(), RESERVED_MS) });
      if (kind === 'take') await orders.takeCall(given);
      if (kind === 'finish') await orders.finishCall({ ...given, wrapUp: true });
      if (kind === 'release') await orders.releaseManager({ ...given, why: 'declined' });
      return { outcome: 'permission', allowed: true, reasons: [] };
    },
  };
}
