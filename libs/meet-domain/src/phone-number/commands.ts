import type { ChannelState } from '../channel/fold.ts';
import type { Order } from '../decider.ts';
import type { GuardName } from '../meet/gate.ts';

/** R3: a channel's own number is for a verified business. */
export interface IssuePhoneNumber extends Order<'IssuePhoneNumber'> {
  /** E.164. */
  readonly number: string;
  readonly channelId: string;
  /** The channel as of now. */
  readonly channel: ChannelState;
}

export interface GiveBackPhoneNumber extends Order<'GiveBackPhoneNumber'> {
  readonly channelId: string;
}

export type PhoneNumberCommand = IssuePhoneNumber | GiveBackPhoneNumber;

/**
 * - `not-allowed`: every guard that failed, by name.
 * - `taken`: another channel has it; whose it is, is not told.
 * - `unknown`: it is not this channel's, whether somebody else's or nobody's.
 */
export type PhoneNumberRefusal =
  | { readonly reason: 'not-allowed'; readonly guards: readonly GuardName[] }
  | { readonly reason: 'taken' }
  | { readonly reason: 'unknown' };
