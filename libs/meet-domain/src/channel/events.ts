import type { Fact } from '../decider.ts';
import type { Weekday } from './weekday.ts';

/** The host product told us of a channel, or told us anew. */
export type ChannelPut = Fact<
  'ChannelPut',
  { readonly name: string; readonly paidPlan: boolean; readonly businessVerified: boolean; readonly currency: string }
>;

/** The channel's meet settings were changed (R8). */
export type ChannelMeetSettingsChanged = Fact<'ChannelMeetSettingsChanged', { readonly customersMayStart: boolean }>;

/** The channel's settings for calls by phone were changed (R37): all of them, as they are from then on. */
export type ChannelPhoneSettingsChanged = Fact<'ChannelPhoneSettingsChanged', PhoneSettings>;

/** How a channel takes calls by phone. */
export interface PhoneSettings {
  /** Null: at any time. */
  readonly operatingHours: OperatingHours | null;
  /** How many callers may wait at one time; 0: nobody waits. */
  readonly queueSize: number;
  readonly longestQueueWaitMs: number;
  /** R42: how long a manager has after a call before the next one. */
  readonly wrapUpMs: number;
  /** How often one caller may call within a minute. */
  readonly callsPerCallerPerMinute: number;
  /** How many calls there may be at one time, those that wait included. */
  readonly concurrentCalls: number;
}

/** When calls are taken, by the clocks of a time zone. */
export interface OperatingHours {
  /** As IANA names it, such as Asia/Seoul. */
  readonly timeZone: string;
  readonly weekly: readonly WeeklyPeriod[];
  /** Days on which it is otherwise. */
  readonly exceptions: readonly ExceptionalDay[];
}

/** From and until when, `HH:MM`: from 00:00 to 24:00, the end not included. What goes past midnight is two periods. */
export interface OpenPeriod {
  readonly opensAt: string;
  readonly closesAt: string;
}

export interface WeeklyPeriod extends OpenPeriod {
  readonly weekday: Weekday;
}

export interface ExceptionalDay {
  /** `2026-12-25`, in the hours' time zone. */
  readonly date: string;
  /** None: no calls are taken that day. */
  readonly periods: readonly OpenPeriod[];
}

export type ChannelEvent = ChannelPut | ChannelMeetSettingsChanged | ChannelPhoneSettingsChanged;
