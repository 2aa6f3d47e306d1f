import type { Order } from '../decider.ts';
import type { PhoneSettings } from './events.ts';

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

/** What is left out stays as it is; null goes back to how it is for who never chose. */
export interface ChangeChannelPhoneSettings extends Order<'ChangeChannelPhoneSettings'> {
  readonly change: PhoneSettingsChange;
}
export type PhoneSettingsChange = {
  readonly [Setting in keyof PhoneSettings]?: PhoneSettings[Setting] | null;
};

export type ChannelCommand = PutChannel | ChangeChannelMeetSettings | ChangeChannelPhoneSettings;

/** `unknown`: the channel was never put. */
export type ChannelRefusal = { readonly reason: 'unknown' };
