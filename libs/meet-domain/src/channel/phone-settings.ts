import type { PhoneSettingsChange } from './commands.ts';
import type { OpenPeriod, OperatingHours, PhoneSettings, WeeklyPeriod } from './events.ts';
import { WEEKDAYS } from './weekday.ts';

/** R41: how many callers may wait at one time for a manager, besides those whom managers are free or rung for, where the channel did not choose. */
export const DEFAULT_QUEUE_SIZE = 10;
/** R41: how long a caller may wait for a manager, where the channel did not choose. */
export const DEFAULT_QUEUE_WAIT_MS = 300_000;
/** R42: how long a manager has after a call before the next, where the channel did not choose. */
export const DEFAULT_WRAP_UP_MS = 30_000;
/** R41: how many calls of one caller within a minute are let in, where the channel did not choose; turned away or not, each counts. */
export const DEFAULT_CALLS_PER_CALLER_PER_MINUTE = 5;
/** R41: how many calls that came in there may be at one time, those that wait included, where the channel did not choose. */
export const DEFAULT_CONCURRENT_CALLS = 10;

/** How it is for a channel that never chose: calls are taken at any time. */
export const DEFAULT_PHONE_SETTINGS: PhoneSettings = {
  operatingHours: null,
  queueSize: DEFAULT_QUEUE_SIZE,
  longestQueueWaitMs: DEFAULT_QUEUE_WAIT_MS,
  wrapUpMs: DEFAULT_WRAP_UP_MS,
  callsPerCallerPerMinute: DEFAULT_CALLS_PER_CALLER_PER_MINUTE,
  concurrentCalls: DEFAULT_CONCURRENT_CALLS,
};

/** The settings after a change: what it leaves out stays, null is the default. Hours are put in order, so that equal ones look alike. */
export function changedPhoneSettings(settings: PhoneSettings, change: PhoneSettingsChange): PhoneSettings {
  const chosen = <Name extends keyof PhoneSettings>(name: Name): PhoneSettings[Name] => {
    const value = change[name];
    if (value === undefined) return settings[name];
    return value ?? DEFAULT_PHONE_SETTINGS[name];
  };
  const operatingHours = chosen('operatingHours');
  return {
    operatingHours: operatingHours && inOrder(operatingHours),
    queueSize: chosen('queueSize'),
    longestQueueWaitMs: chosen('longestQueueWaitMs'),
    wrapUpMs: chosen('wrapUpMs'),
    callsPerCallerPerMinute: chosen('callsPerCallerPerMinute'),
    concurrentCalls: chosen('concurrentCalls'),
  };
}

/** Both must have come from {@link changedPhoneSettings}, or be the defaults. */
export const samePhoneSettings = (one: PhoneSettings, other: PhoneSettings): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** A moment as the clocks on the channel's walls show it. */
export interface LocalMoment {
  /** `2026-01-31`. */
  readonly date: string;
  readonly weekday: WeeklyPeriod['weekday'];
  /** `HH:MM`, from 00:00 to 23:59. */
  readonly time: string;
}

/** R37: are calls taken then? An exceptional day is as it says, whatever its weekday; without hours, always. */
export function isInOperation(hours: OperatingHours | null, { date, weekday, time }: LocalMoment): boolean {
  if (hours === null) return true;
  const exception = hours.exceptions.find((day) => day.date === date);
  const periods = exception ? exception.periods : hours.weekly.filter((period) => period.weekday === weekday);
  return periods.some(({ opensAt, closesAt }) => opensAt <= time && time < closesAt);
}

function inOrder({ timeZone, weekly, exceptions }: OperatingHours): OperatingHours {
  return {
    timeZone,
    weekly: weekly
      .map(({ weekday, opensAt, closesAt }) => ({ weekday, opensAt, closesAt }))
      .toSorted((a, b) => WEEKDAYS.indexOf(a.weekday) - WEEKDAYS.indexOf(b.weekday) || byOpening(a, b)),
    exceptions: exceptions
      .map(({ date, periods }) => ({
        date,
        periods: periods.map(({ opensAt, closesAt }) => ({ opensAt, closesAt })).toSorted(byOpening),
      }))
      .toSorted((a, b) => compare(a.date, b.date)),
  };
}

const byOpening = (a: OpenPeriod, b: OpenPeriod): number =>
  compare(a.opensAt, b.opensAt) || compare(a.closesAt, b.closesAt);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
