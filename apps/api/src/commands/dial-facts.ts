import { type DialFacts, dialGate, type GuardName } from '@meets/meet-domain';
import { actorOf } from './actor.ts';
import type { DialWish } from './dial-commands.ts';
import type { WriteSide } from './write-side.ts';

/** What stands in the way of dialling, and from which number it would be. */
export interface DialLook {
  readonly guards: readonly GuardName[];
  readonly facts: DialFacts;
  /** The channel's own; null where it has not the one that was wished for, which is a guard, too. */
  readonly number: string | null;
}

/** Read as of now; null for a customer of whom nobody ever told. */
export async function dialGuards(
  side: WriteSide,
  { viewer, customerId, from, client }: Pick<DialWish, 'viewer' | 'customerId' | 'from' | 'client'>,
): Promise<DialLook | null> {
  const { channelId, id } = viewer;
  const [channel, starter, customer, issued] = await Promise.all([
    side.channels.fold(channelId, channelId),
    side.managers.fold(channelId, id),
    side.customers.fold(channelId, customerId),
    from === null ? null : side.phoneNumbers.fold(channelId, from),
  ]);
  if (customer.state === null) return null;
  const lineThere = side.lineId !== null;
  const facts = { channel: channel.state, starter: starter.state, customer: customer.state, lineThere };
  const guards = dialGate({ by: actorOf(viewer), client, facts });
  const number = issued?.state?.channelId === channelId ? from : null;
  return { guards: number === null ? [...guards, 'NUMBER_NOT_ISSUED'] : guards, facts, number };
}
