import { type CallOrders, callOrders } from '../../commands/call-orders.ts';
import { dutyOrders } from '../../commands/duty-orders.ts';
import type { Viewer } from '../../viewer.ts';
import {
  CARRIED,
  CHANNELS,
  customer,
  CUSTOMERS,
  FIRST_MANAGERS,
  host,
  manager,
  numberOf,
  PHONE_NUMBERS,
} from './cast.ts';
import type { Chance } from './chance.ts';
import type { KnownMeet } from './meet-book.ts';
import type { Move } from './move.ts';
import type { Order } from './orders.ts';
import { anybody, keyOf, someManager } from './somebody.ts';
import { order, type World } from './world.ts';

/** Calls by phone: whose the numbers are, how calls are taken, and the calls themselves. */
export const PHONE_MOVES: readonly Move[] = [
  { name: 'call', weight: 5, make: (world, chance) => void world.give(callOrder(chance), chance) },
  { name: 'answer', weight: 4, make: answer },
  { name: 'dial', weight: 3, make: (world, chance) => void world.give(dialOrder(chance), chance) },
  { name: 'hang up', weight: 2, make: hangUp },
  { name: 'hold', weight: 1, make: hold },
  { name: 'consultation', weight: 2, make: consult },
  { name: 'colleague', weight: 4, make: ringColleague },
  { name: 'digits', weight: 1, make: digits },
  { name: 'telephone', weight: 3, make: telephone },
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

/** Now and then the line tells twice of one call. */
function callOrder(chance: Chance): Order {
  const channelId = chance.pick(CHANNELS);
  const caller = customer(channelId, chance.pick(CUSTOMERS));
  const callId = chance.happens(0.1) ? `call-${chance.below(20)}` : `call-${chance.uuid()}`;
  const number = chance.pick(PHONE_NUMBERS);
  const from = numberOf(channelId, caller.id);
  const headers = chance.happens(0.5) ? [{ name: 'x-campaign', value: `${CARRIED}${chance.below(9)}` }] : [];
  return byLine(caller, { callId, number }, (calls) =>
    calls.receiveCall({
      ...{ channelId, callId, line: 'here', number, from, callerId: caller.id, headers },
      staff: { onDuty: FIRST_MANAGERS, busy: [] },
    }),
  );
}

/** Whoever is rung by a call answers it, or says no; sometimes both at once. */
function answer(world: World, chance: Chance): void {
  const rung = callsOf(world).flatMap(({ channelId, id, rung: whom }) =>
    [...whom].map((person) => ({ id, viewer: manager(channelId, person.replace('manager:', '')) })),
  );
  const one = chance.pickOr(rung, null);
  if (!one) return;
  const input = { meetId: one.id, client: null, deviceId: null, idempotencyKey: null };
  for (let count = chance.pick([1, 1, 1, 2]); count > 0; count -= 1) {
    world.give(order(one.viewer, chance.pick(['acceptMeet', 'acceptMeet', 'declineMeet'] as const), input), chance);
  }
}

function hangUp(world: World, chance: Chance): void {
  const call = chance.pickOr(callsOf(world), null);
  if (!call) return;
  const { channelId, id: meetId, customerId } = call;
  const caller = customer(channelId, customerId ?? '');
  world.give(
    byLine(caller, { meetId }, (calls) => calls.hangUpCall({ channelId, meetId, lost: false })),
    chance,
  );
}

function hold(world: World, chance: Chance): void {
  const call = chance.pickOr(callsOf(world), null);
  if (!call) return;
  const viewer = chance.happens(0.8)
    ? manager(call.channelId, chance.pick(FIRST_MANAGERS))
    : anybody(call.channelId, chance);
  const input = { meetId: call.id, on: chance.happens(0.6), client: null, idempotencyKey: keyOf(chance) };
  world.give(order(viewer, 'holdCall', input), chance);
}

/** Mostly by who is in a live call, and mostly a colleague whom nothing holds; who is rung is answered for by the move `answer`. */
function ringColleague(world: World, chance: Chance): void {
  const live = callsOf(world).filter(({ phase }) => phase === 'LIVE');
  const call = chance.pickOr(live, null);
  if (!call) return;
  const { channelId, id: meetId, inNow, rung } = call;
  const inside = chance.pickOr(
    [...inNow].filter((person) => person.startsWith('manager:')),
    'manager:m-1',
  );
  const viewer = chance.happens(0.8) ? manager(channelId, inside.replace('manager:', '')) : anybody(channelId, chance);
  const idempotencyKey = keyOf(chance);
  const [called] = rung;
  if (called !== undefined && chance.happens(0.3)) {
    const input = { meetId, managerId: called.replace('manager:', ''), idempotencyKey };
    return void world.give(order(viewer, 'stopRingingColleague', input), chance);
  }
  const input = { meetId, managerId: chance.pick(FIRST_MANAGERS), handOver: chance.happens(0.5), idempotencyKey };
  world.give(order(viewer, 'ringColleague', input), chance);
}

/** What leads to a colleague's ring, in a row: it takes too much to come about by chance. Whatever is in the way of it stays so. */
function consult(world: World, chance: Chance): void {
  const channelId = chance.pick(CHANNELS);
  const [first, second] = chance.happens(0.5) ? [0, 1] : [1, 0];
  const [caller, colleague] = [first, second].map((n) => manager(channelId, FIRST_MANAGERS[n] ?? ''));
  if (!caller || !colleague) return;
  const [number, customerId, handOver] = [chance.pick(PHONE_NUMBERS), chance.pick(CUSTOMERS), chance.happens(0.5)];
  world.give(
    {
      ...{ viewer: caller, name: 'startMeet', input: { number, customerId, handOver }, idempotencyKey: null },
      async give(commands, { side }) {
        const once = { client: null, idempotencyKey: null };
        await commands.issuePhoneNumber(host(channelId), { number });
        await commands.updateMyDuty(colleague, { available: true, doNotDisturb: false, endWrapUp: true });
        const dialled = await commands.dialCustomer(caller, { customerId, from: number, ...once });
        if (dialled.outcome === 'accepted') {
          const { meetId } = dialled;
          await callOrders(side, dutyOrders(side)).pickUpCall({ channelId, meetId });
          await commands.ringColleague(caller, { meetId, managerId: colleague.id, handOver, idempotencyKey: null });
        }
        return { outcome: 'permission', allowed: true, reasons: [] };
      },
    },
    chance,
  );
}

/** By whoever is in, or not; or on the telephone itself. */
function digits(world: World, chance: Chance): void {
  const call = chance.pickOr(callsOf(world), null);
  if (!call) return;
  const { channelId, id: meetId, customerId } = call;
  if (chance.happens(0.3)) {
    const told = (calls: CallOrders): Promise<unknown> => calls.noteDigits({ channelId, meetId, count: 2 });
    return void world.give(byLine(customer(channelId, customerId ?? ''), { meetId }, told), chance);
  }
  const viewer = chance.happens(0.8) ? manager(channelId, chance.pick(FIRST_MANAGERS)) : anybody(channelId, chance);
  const pressed = chance.pick([['1'], ['4', '#']] as const);
  world.give(order(viewer, 'sendDigits', { meetId, digits: pressed, idempotencyKey: keyOf(chance) }), chance);
}

/** Mostly from a number that is the channel's, at the moment. */
function dialOrder(chance: Chance): Order {
  const channelId = chance.pick(CHANNELS);
  const viewer = chance.happens(0.9) ? manager(channelId, chance.pick(FIRST_MANAGERS)) : anybody(channelId, chance);
  const [customerId, from] = [chance.pick(CUSTOMERS), chance.pick(PHONE_NUMBERS)];
  return order(viewer, 'dialCustomer', { customerId, from, client: null, idempotencyKey: keyOf(chance) });
}

/** What becomes of a call that was dialled. */
function telephone(world: World, chance: Chance): void {
  const dialled = callsOf(world).filter(({ startedBy, phase }) => startedBy.startsWith('manager:') && phase === 'OPEN');
  const call = chance.pickOr(dialled, null);
  if (!call) return;
  const { channelId, id: meetId, customerId } = call;
  const caller = customer(channelId, customerId ?? '');
  // Only what the customer does: what a line says of itself has no cause that a log could name.
  const failed = chance.pick([null, null, null, 'REJECTED_BY_CUSTOMER'] as const);
  const told = (calls: CallOrders): Promise<unknown> =>
    failed === null
      ? calls.pickUpCall({ channelId, meetId })
      : calls.failDialledCall({ channelId, meetId, reason: failed });
  world.give(byLine(caller, { meetId, failed }, told), chance);
}

/** Calls that are not over. */
const callsOf = ({ log }: World): readonly KnownMeet[] =>
  log.meets.meets.filter(({ kind, phase }) => kind === 'PHONE' && (phase === 'OPEN' || phase === 'LIVE'));

/** What the line says is no command of anybody's. */
const byLine = (viewer: Viewer, input: object, give: (calls: CallOrders) => Promise<unknown>): Order => ({
  ...{ viewer, name: 'startMeet', input, idempotencyKey: null },
  async give(_, { side }) {
    await give(callOrders(side, dutyOrders(side)));
    return { outcome: 'permission', allowed: true, reasons: [] };
  },
});
