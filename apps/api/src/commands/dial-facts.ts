import { type Client, type DialFacts, dialGate, type GuardName } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { actorOf } from './actor.ts';
import type { WriteSide } from './write-side.ts';

/** Who wants to speak to which customer by phone. */
export interface DialQuestion {
  readonly viewer: Viewer;
  readonly customerId: string;
  /** The channel's own number to dial from, E.164; null: it has none. */
  readonly from: string | null;
  readonly client: Client | null;
}

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
  { viewer, customerId, from, client }: DialQuestion,
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
