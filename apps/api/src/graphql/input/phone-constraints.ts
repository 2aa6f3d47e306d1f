import { isDigit } from '@meets/meet-domain';
import { isTimeZone } from '../../time/local-moment.ts';
import { constraint } from './constraints.ts';

/** The most callers that a channel may let wait at one time. */
export const MAX_QUEUE_SIZE = 1_000;
/** The shortest that a channel may let a caller wait at the longest. */
export const MIN_QUEUE_WAIT_MS = 1_000;
/** The longest that a channel may let a caller wait. */
export const MAX_QUEUE_WAIT_MS = 3_600_000;
/** R42: the longest wrap-up that a channel may choose. */
export const MAX_WRAP_UP_MS = 3_600_000;
/** The most calls of one caller within a minute that a channel may take. */
export const MAX_CALLS_PER_CALLER_PER_MINUTE = 60;
/** The most calls at one time that a channel may take. */
export const MAX_CONCURRENT_CALLS = 1_000;
/** The most periods in a week’s operating hours. */
export const MAX_PERIODS_A_WEEK = 70;
/** The most periods in an exceptional day’s operating hours. */
export const MAX_PERIODS_A_DAY = 10;
/** The most exceptional days in operating hours: holidays of more than a year ahead. */
export const MAX_EXCEPTIONAL_DAYS = 400;
/** The longest name of a time zone that is looked at. */
export const MAX_TIME_ZONE_LENGTH = 64;

/** R39: the highest limit of calls that a manager can be given while on duty. */
export const MAX_CALL_LIMIT = 10_000;

/** The most digits that can be pressed by one order: a card's number, and room for what comes around it. */
export const MAX_DIGITS_AT_ONCE = 32;

export const IsIssuableNumber = constraint(
  'isIssuableNumber',
  'must be a 070 number in E.164, such as +827012345678',
  (value) => /^\+8270\d{8}$/.test(String(value)),
);
export const AreDigits = constraint(
  'areDigits',
  `must be 1 to ${MAX_DIGITS_AT_ONCE} of 0 to 9, *, # and A to D`,
  (value) =>
    typeof value === 'string' && value.length > 0 && value.length <= MAX_DIGITS_AT_ONCE && [...value].every(isDigit),
);
export const IsLocalTime = constraint('isLocalTime', 'must be a time from 00:00 to 24:00', (value) =>
  /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(String(value)),
);
export const IsLocalDate = constraint('isLocalDate', 'must be a date such as 2026-12-25', isLocalDate);
export const IsTimeZone = constraint(
  'isTimeZone',
  'must be a time zone as IANA names it, such as Asia/Seoul',
  (value) => typeof value === 'string' && value.length <= MAX_TIME_ZONE_LENGTH && isTimeZone(value),
);

/** A whole number within bounds, both included. */
export const IsWholeFrom = (least: number, most: number): PropertyDecorator =>
  constraint(
    'isWholeFrom',
    `must be a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  )();

/** As text, after another field: times of a day are so compared. */
export const IsAfter = (other: string): PropertyDecorator =>
  constraint(
    'isAfter',
    `must be after ${other}`,
    (value, whole) => String(value) > String((whole as Record<string, unknown>)[other]),
  )();

function isLocalDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const moment = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}
