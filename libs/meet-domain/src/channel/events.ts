import type { Fact } from '../decider.ts';

/** The host product told us of a channel, or told us anew. */
export type ChannelPut = Fact<
  'ChannelPut',
  { readonly name: string; readonly paidPlan: boolean; readonly businessVerified: boolean; readonly currency: string }
>;

/** The channel's meet settings were changed (R8). */
export type ChannelMeetSettingsChanged = Fact<'ChannelMeetSettingsChanged', { readonly customersMayStart: boolean }>;

export type ChannelEvent = ChannelPut | ChannelMeetSettingsChanged;
