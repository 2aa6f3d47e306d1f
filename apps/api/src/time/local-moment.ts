import { type LocalMoment, WEEKDAYS } from '@meets/meet-domain';

/** The moment (milliseconds since the epoch) as clocks in that time zone show it. Throws `RangeError` for a zone that is none. */
export function localMoment(ms: number, timeZone: string): LocalMoment {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, ...PARTS });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const weekday = WEEKDAYS.find((day) => day === part('weekday').toUpperCase());
  if (weekday === undefined) throw new Error(`${part('weekday')} is no weekday`);
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    weekday,
    time: `${part('hour')}:${part('minute')}`,
  };
}

const PARTS = {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'long', hour: '2-digit', minute: '2-digit' },
  // 00:00 and never 24:00, which is how a day ends in operating hours.
  hourCycle: 'h23',
} as const satisfies Intl.DateTimeFormatOptions;

/** Is this a time zone that {@link localMoment} knows? */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
