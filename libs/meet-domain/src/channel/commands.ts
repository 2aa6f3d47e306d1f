import type { Order } from '../decider.ts';

export interface PutChannel extends Order<'PutChannel'> {
  readonly name: string;
  readonly paidPlan: boolean;
  readonly businessVerified: boolean;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

export interface ChangeChannelMeetSettings extends Order<'ChangeChannelMeetSettings'> {
  readonly customersMayStart: boolean;
}

export type ChannelCommand = PutChannel | ChangeChannelMeetSettings;

/** `unknown`: the channel was never put. */
export type ChannelRefusal = { readonly reason: 'unknown' };
