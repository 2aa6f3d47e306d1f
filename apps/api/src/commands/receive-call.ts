import { type AdmissionReason, type CallHeader, isInOperation, meetIdOf } from '@meets/meet-domain';
import { localMoment } from '../time/local-moment.ts';
import { derivedId, inputHash } from './input-hash.ts';
import { countStaff, type Staff } from './staff.ts';
import type { WriteSide } from './write-side.ts';

/** A call as it comes in, to a number of this channel's. */
export interface CallIn {
  readonly channelId: string;
  /** The line's own id for the call; every id below is made from it. */
  readonly callId: string;
  /** Which installation's line holds it: see `CallCameIn`. */
  readonly line: string;
  /** The channel's own number that was called, E.164. */
  readonly number: string;
  /** Who calls, E.164; null where it is withheld. */
  readonly from: string | null;
  /** The customer whose number that is; null where nobody knows it. */
  readonly callerId: string | null;
  /** What the carrier said besides. */
  readonly headers: readonly CallHeader[];
  readonly staff: Staff;
}

/** What became of it: the call's meet, and why it was turned away (R41); null: let in. */
export interface CallReceived {
  readonly meetId: string;
  readonly turnedAway: AdmissionReason | null;
}

/**
 * R37, in an order in which whatever comes first is harmless without what follows: the caller is put where nobody knows them, a
 * chat is opened, the queue says whether the call is let in, and its meet begins, waiting or missed. Given again, each step
 * finds what it did.
 */
export async function receiveCall(side: WriteSide, call: CallIn): Promise<CallReceived> {
  const { channelId, callId } = call;
  const customerId = call.callerId ?? (await putCaller(side, call));
  if (call.headers.length > 0) await noteSeal(side, call, customerId);
  const userChatId = derivedId('call-chat', channelId, callId);
  const meetId = meetIdOf({ type: 'user-chat', userChatId }, 1);
  const signed = { at: side.at(), by: { role: 'customer', id: customerId } } as const;
  const opening = { type: 'OpenCallChat', ...signed, userChatId, customerId, assigneeId: null } as const;
  await side.userChats.decide(channelId, userChatId, opening, contextOf(call, 'chat'));
  const turnedAway = await letIn(side, call, { meetId, customerId });
  const { state: channel } = await side.channels.fold(channelId, channelId);
  const waitMs = channel?.phoneSettings.longestQueueWaitMs ?? 0;
  const { number, line, headers } = call;
  const beginning = { type: 'ReceiveCall', ...signed, meetId, userChatId, customerId, number, line, headers } as const;
  await side.meets.decide(channelId, meetId, { ...beginning, turnedAway, waitMs }, contextOf(call, 'meet'));
  return { meetId, turnedAway };
}

/** An unknown number makes a customer with nothing but the number, which is sealed. */
async function putCaller(side: WriteSide, call: CallIn): Promise<string> {
  const { channelId, callId, from } = call;
  const customerId = derivedId('call-customer', channelId, callId);
  const by = { role: 'system', id: 'phone-line' } as const;
  const caller = { customerId, name: null, phoneNumber: from, blocked: false };
  const command = { type: 'PutCustomer', at: side.at(), by, ...caller } as const;
  await side.customers.decide(channelId, customerId, command, contextOf(call, 'customer'));
  return customerId;
}

/** The meet will hold something that is sealed under the caller's key, which has to be found when they are forgotten. */
async function noteSeal(side: WriteSide, call: CallIn, customerId: string): Promise<void> {
  const by = { role: 'system', id: 'phone-line' } as const;
  const command = { type: 'NoteCustomerSeal', at: side.at(), by, customerId } as const;
  await side.customers.decide(call.channelId, customerId, command, contextOf(call, 'seal'));
}

async function letIn(
  side: WriteSide,
  call: CallIn,
  { meetId, customerId }: { readonly meetId: string; readonly customerId: string },
): Promise<AdmissionReason | null> {
  const { channelId, staff } = call;
  const [channel, customer, counted] = await Promise.all([
    side.channels.fold(channelId, channelId),
    side.customers.fold(channelId, customerId),
    countStaff(side, channelId, staff),
  ]);
  const hours = channel.state?.phoneSettings.operatingHours ?? null;
  const facts = {
    channel: channel.state,
    // Where there are no hours there is no zone, and every moment is as good as another.
    inOperation: isInOperation(hours, localMoment(side.clock.now(), hours?.timeZone ?? 'UTC')),
    blocked: customer.state?.blocked === true,
    ...counted,
  };
  const by = { role: 'customer', id: customerId } as const;
  const command = { type: 'LetCallIn', at: side.at(), by, meetId, customerId, facts } as const;
  await side.phoneQueues.decide(channelId, channelId, command, contextOf(call, 'queue'));
  const { state: queue } = await side.phoneQueues.fold(channelId, channelId);
  return queue.arrivals.find((arrival) => arrival.meetId === meetId)?.turnedAway ?? null;
}

/** The channel is in every id: a call's own is its line's to give, and nobody's word is taken that two channels' differ. */
function contextOf({ channelId, callId }: CallIn, step: string) {
  const commandId = derivedId('receive-call', channelId, callId, step);
  return {
    commandId,
    // Never a hash over the number: whoever holds the log could try every number against it.
    commandHash: inputHash('receive-call', { commandId }),
    correlationId: derivedId('call', channelId, callId),
    causationId: null,
  };
}
