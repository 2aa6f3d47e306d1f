import { type DialFailure, isOver, type Meet, type Person } from '@meets/meet-domain';
import { inputHash } from './input-hash.ts';
import type { OneCall } from './one-call.ts';
import { type CallIn, type CallReceived, receiveCall } from './receive-call.ts';
import type { WriteSide } from './write-side.ts';

/** What the phone line asks and tells of its calls. Each may come late and twice: where there is nothing to do any more, nothing is done. */
export interface LineOrders {
  /** Which channel has this number (E.164); null where nobody has. */
  holderOf(number: string): Promise<string | null>;
  /** R37: a call came in, by a line's own id for it. The same id again is the same call, as far as it came. */
  receiveCall(call: CallIn): Promise<CallReceived>;
  /** Where the call is by now, by the log itself. */
  callState(call: OneCall): Promise<'waiting' | 'live' | 'over'>;
  /** Whose telephone is in the call; null where there is no such call. */
  customerOnCall(call: OneCall): Promise<string | null>;
  /** R38: which number is to be dialled for this call; null where it rings no more, or its customer has none by now. */
  numberToDial(call: OneCall): Promise<string | null>;
  /** R38: the customer picked up. */
  pickUpCall(call: OneCall): Promise<void>;
  /** R38, R41: nobody picked up. */
  failDialledCall(call: OneCall & { readonly reason: DialFailure }): Promise<void>;
  /** The customer pressed so many digits on their telephone. */
  noteDigits(call: OneCall & { readonly count: number }): Promise<void>;
  /** The other end cannot be held. */
  takeHoldBack(call: OneCall): Promise<void>;
  /** R32: the caller hung up; or (`lost`) the line broke, or was gone when its process started. */
  hangUpCall(order: OneCall & { readonly lost: boolean }): Promise<void>;
}

export function lineOrders(side: WriteSide): LineOrders {
  /** No event made it happen: whether there is anything to do, the meet says. */
  const tellOfLine = async ({ channelId, meetId }: OneCall, what: (meet: Meet) => Promise<ToldByLine>) => {
    const { state: meet } = await side.meets.fold(channelId, meetId);
    if (meet?.kind !== 'PHONE' || meet.customerId === null) return;
    const { by: who, ...command } = await what(meet);
    const by = who === 'line' ? PHONE_LINE : ({ role: 'customer', id: meet.customerId } as const);
    const commandId = side.newId();
    const context = orderContext(commandId, { eventId: null, correlationId: commandId });
    await side.meets.decide(channelId, meetId, { ...command, at: side.at(), by }, context);
  };

  return {
    holderOf: async (number) => (await side.phoneNumbers.fold('', number)).state?.channelId ?? null,
    receiveCall: (call) => receiveCall(side, call),
    async callState({ channelId, meetId }) {
      const { state: meet } = await side.meets.fold(channelId, meetId);
      if (isOver(meet)) return 'over';
      return meet?.phase === 'LIVE' ? 'live' : 'waiting';
    },
    async customerOnCall({ channelId, meetId }) {
      return (await side.meets.fold(channelId, meetId)).state?.customerId ?? null;
    },
    async numberToDial({ channelId, meetId }) {
      const { state: meet } = await side.meets.fold(channelId, meetId);
      if (meet?.phase !== 'RINGING' || meet.customerId === null) return null;
      return (await side.customers.fold(channelId, meet.customerId)).state?.phoneNumber ?? null;
    },
    pickUpCall: (call) =>
      tellOfLine(call, async ({ startedBy }) => {
        const { state: starter } = await side.managers.fold(call.channelId, startedBy.id);
        return { by: 'customer', type: 'PickUpCall', starterMuted: starter?.settings.muteOnJoin === true };
      }),
    failDialledCall: ({ reason, ...call }) =>
      tellOfLine(call, async () => ({
        by: reason === 'REJECTED_BY_CUSTOMER' ? 'customer' : 'line',
        ...{ type: 'FailDialledCall', reason },
      })),
    noteDigits: ({ count, ...call }) =>
      tellOfLine(call, async ({ customerId }) => {
        const person = { role: 'customer', id: customerId ?? '' } as const;
        return { by: 'customer', type: 'NoteDigits', pressId: side.newId(), person, count };
      }),
    takeHoldBack: (call) => tellOfLine(call, async () => ({ by: 'line', type: 'HoldCall', on: false })),
    hangUpCall: ({ lost, ...call }) =>
      tellOfLine(call, async () => ({ by: lost ? 'line' : 'customer', type: 'HangUpCall', lost })),
  };
}

/** What a telephone's end of a call says of it: its customer, or the line itself. */
type ToldByLine = { readonly by: 'customer' | 'line' } & (
  | { readonly type: 'PickUpCall'; readonly starterMuted: boolean }
  | { readonly type: 'FailDialledCall'; readonly reason: DialFailure }
  | { readonly type: 'NoteDigits'; readonly pressId: string; readonly person: Person; readonly count: number }
  | { readonly type: 'HoldCall'; readonly on: false }
  | { readonly type: 'HangUpCall'; readonly lost: boolean }
);

const PHONE_LINE = { role: 'system', id: 'phone-line' } as const;

/** Of an order that no person gave: no event, where none made it happen. */
export const orderContext = (
  commandId: string,
  cause: { readonly eventId: string | null; readonly correlationId: string },
) => ({
  commandId,
  // One cause orders one thing, so the id says all there is to compare.
  commandHash: inputHash('call', { commandId }),
  correlationId: cause.correlationId,
  causationId: cause.eventId,
});
