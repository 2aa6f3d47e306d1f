import type { Viewer } from '../../viewer.ts';
import { CHANNELS, customer, CUSTOMERS, host, manager, MANAGERS } from './cast.ts';
import type { Chance } from './chance.ts';
import type { Token } from './door.ts';
import type { Move } from './move.ts';
import type { Order } from './orders.ts';
import { anybody } from './somebody.ts';
import type { World } from './world.ts';

/** How far a signer's clock may be behind or ahead; a little more than is forgiven. */
const SKEW_MS = [-8_000, 6_000] as const;

export const TOKEN_MOVES: readonly Move[] = [
  { name: 'token', weight: 3, make: showToken },
  { name: 'revoke', weight: 2, make: revoke },
];

/** Somebody comes with a new token, or with an old one, to one node after the other. */
function showToken(world: World, chance: Chance): void {
  const { tokens, nodes } = world;
  const isNew = tokens.issued.length === 0 || chance.happens(0.5);
  const token = isNew ? issue(world, chance) : chance.pick(tokens.issued);
  if (isNew) tokens.issued.push(token);
  for (const node of nodes) if (chance.happens(0.7)) tokens.show(node, token);
}

/** Somebody comes in, or not yet, as their tokens are taken back; then they try everywhere. */
async function revoke(world: World, chance: Chance): Promise<void> {
  const { tokens, nodes, orders, time } = world;
  const node = chance.pick(nodes);
  const token = tokens.issued.length === 0 || chance.happens(0.7) ? issue(world, chance) : chance.pick(tokens.issued);
  tokens.issued.push(token);
  if (chance.happens(0.5)) tokens.show(node, token);
  for (let turns = chance.below(4); turns > 0; turns -= 1) await time.turn();
  const holder = chance.happens(0.9) ? token.viewer : someHolder(chance);
  orders.give(node, revokeOrder(world, holder, chance));
  await time.settle();
  for (const each of nodes) tokens.show(each, token);
}

function issue({ time }: World, chance: Chance): Token {
  const viewer = someHolder(chance);
  if (chance.happens(0.05)) return { viewer, issuedAtMs: null };
  const signersNow = time.wall + (chance.happens(0.5) ? 0 : chance.between(...SKEW_MS));
  return { viewer, issuedAtMs: Math.floor(signersNow / 1_000) * 1_000 };
}

/** A few, so that those whose tokens are revoked have some. */
function someHolder(chance: Chance): Viewer {
  const channelId = chance.pick(CHANNELS);
  return chance.pick<Viewer>([
    manager(channelId, chance.pick(MANAGERS.slice(0, 2))),
    customer(channelId, chance.pick(CUSTOMERS.slice(0, 2))),
    host(channelId),
    { channelId, role: 'analyst', id: 'ada' },
  ]);
}

/** Mostly by the host. */
function revokeOrder({ tokens, log, time }: World, holder: Viewer, chance: Chance): Order {
  const { channelId, role, id } = holder;
  const viewer = chance.happens(0.9) ? host(channelId) : anybody(channelId, chance);
  const input = { holder: { role, id } };
  return {
    ...{ viewer, name: 'revokeTokens', input, idempotencyKey: null },
    async give(commands, core) {
      const check = tokens.revokes(core, holder);
      const answer = await commands.revokeTokens(viewer, input);
      await log.catchUp(time.elapsed);
      check(answer);
      return answer;
    },
  };
}
