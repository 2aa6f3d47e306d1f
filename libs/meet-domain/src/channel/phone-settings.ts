import type { PhoneSettingsChange } from './commands.ts';
import type { OpenPeriod, OperatingHours, PhoneSettings, WeeklyPeriod } from './events.ts';
import { WEEKDAYS } from './weekday.ts';

/** How it is for a channel that never chose: calls are taken at any time. */
export const DEFAULT_PHONE_SETTINGS: PhoneSettings = {
  operatingHours: null,
  queueSize: 10,
  longestQueueWaitMs: 300_000,
  wrapUpMs: 30_000,
  callsPerCallerPerMinute: 5,
  concurrentCalls: 10,
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
