import type { ChannelEvent, PhoneSettings } from './events.ts';
import { DEFAULT_PHONE_SETTINGS } from './phone-settings.ts';

/** A channel as its history tells it; null before it was put. */
export interface Channel {
  readonly name: string;
  readonly paidPlan: boolean;
  readonly businessVerified: boolean;
  readonly currency: string;
  /** R8: off until somebody turns it on. */
  readonly customersMayStart: boolean;
  /** R37. */
  readonly phoneSettings: PhoneSettings;
}

export type ChannelState = Channel | null;

/** The channel after one more event. Total: an event that cannot come where it stands changes nothing. */
export function evolveChannel(state: ChannelState, event: ChannelEvent): ChannelState {
  switch (event.type) {
    case 'ChannelPut':
      return {
        name: event.data.name,
        paidPlan: event.data.paidPlan,
        businessVerified: event.data.businessVerified,
        currency: event.data.currency,
        customersMayStart: state?.customersMayStart ?? false,
        phoneSettings: state?.phoneSettings ?? DEFAULT_PHONE_SETTINGS,
      };
    case 'ChannelMeetSettingsChanged':
      return state && { ...state, customersMayStart: event.data.customersMayStart };
    case 'ChannelPhoneSettingsChanged':
      return state && { ...state, phoneSettings: event.data };
  }
}
