import type { PhoneSettingsChange, Weekday as Day } from '@meets/meet-domain';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayUnique } from 'class-validator';
import { Weekday } from '../schema/enums.ts';
import { ClientInput } from './client.input.ts';
import { IsHostId, IsIdempotencyKey, IsNested } from './constraints.ts';
import { IDEMPOTENCY_KEY } from './meet.input.ts';
import {
  AreDigits,
  IsAfter,
  IsIssuableNumber,
  IsLocalDate,
  IsLocalTime,
  IsTimeZone,
  IsWholeFrom,
  MAX_CALLS_PER_CALLER_PER_MINUTE,
  MAX_CONCURRENT_CALLS,
  MAX_EXCEPTIONAL_DAYS,
  MAX_PERIODS_A_DAY,
  MAX_PERIODS_A_WEEK,
  MAX_QUEUE_SIZE,
  MAX_QUEUE_WAIT_MS,
  MAX_WRAP_UP_MS,
  MIN_QUEUE_WAIT_MS,
} from './phone-constraints.ts';

@InputType()
export class PhoneNumberInput {
  @IsIssuableNumber()
  @Field(() => String, { description: 'R2: a 070 number, in E.164: such as +827012345678.' })
  readonly number!: string;
}

@InputType()
export class DialInput {
  @IsHostId()
  @Field(() => ID)
  readonly customerId!: string;

  @IsIssuableNumber()
  @Field(() => String, {
    nullable: true,
    description: 'One of the channel’s own numbers. Null: the first that it was issued.',
  })
  readonly from?: string | null;

  @IsNested(() => ClientInput)
  @Field(() => ClientInput, { nullable: true })
  readonly client?: ClientInput | null;

  @IsIdempotencyKey()
  @Field(() => ID, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}

@InputType()
export class ColleagueInput {
  @IsHostId()
  @Field(() => ID)
  readonly meetId!: string;

  @IsHostId()
  @Field(() => ID, { description: 'The colleague.' })
  readonly managerId!: string;

  @IsIdempotencyKey()
  @Field(() => ID, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}

@InputType()
export class RingColleagueInput extends ColleagueInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'False: to consult them. True: you leave the call to them as soon as they come.',
  })
  readonly handOver?: boolean | null;
}

@InputType()
export class SendDigitsInput {
  @IsHostId()
  @Field(() => ID)
  readonly meetId!: string;

  @AreDigits()
  @Field(() => String, {
    description: 'What is pressed, in that order: 0 to 9, *, #, A to D. It is passed on, and kept nowhere.',
  })
  readonly digits!: string;

  @IsIdempotencyKey()
  @Field(() => ID, {
    nullable: true,
    description: 'Under the same key the same digits are pressed once; with others, IdempotencyConflict.',
  })
  readonly idempotencyKey?: string | null;
}

@InputType({
  description: 'From and until when, `HH:MM`. What goes past midnight is two periods: until 24:00, and from 00:00.',
})
export class OpenPeriodInput {
  @IsLocalTime()
  @Field(() => String)
  readonly opensAt!: string;

  @IsAfter('opensAt')
  @IsLocalTime()
  @Field(() => String)
  readonly closesAt!: string;
}

@InputType()
export class WeeklyPeriodInput extends OpenPeriodInput {
  @Field(() => Weekday)
  readonly weekday!: Day;
}

@InputType({ description: 'A day on which it is otherwise than on its weekday, such as a holiday.' })
export class ExceptionalDayInput {
  @IsLocalDate()
  @Field(() => String, { description: 'Such as 2026-12-25, in the hours’ time zone.' })
  readonly date!: string;

  @ArrayMaxSize(MAX_PERIODS_A_DAY)
  @IsNested(() => OpenPeriodInput)
  @Field(() => [OpenPeriodInput], {
    nullable: true,
    defaultValue: [],
    description: 'None: no calls are taken that day.',
  })
  readonly periods?: OpenPeriodInput[] | null;
}

@InputType({ description: 'The whole of it anew.' })
export class OperatingHoursInput {
  @IsTimeZone()
  @Field(() => String, { description: 'As IANA names it, such as Asia/Seoul.' })
  readonly timeZone!: string;

  @ArrayMaxSize(MAX_PERIODS_A_WEEK)
  @IsNested(() => WeeklyPeriodInput)
  @Field(() => [WeeklyPeriodInput])
  readonly weekly!: WeeklyPeriodInput[];

  @ArrayMaxSize(MAX_EXCEPTIONAL_DAYS)
  @ArrayUnique(({ date }: ExceptionalDayInput) => date, { message: 'each date may be named once' })
  @IsNested(() => ExceptionalDayInput)
  @Field(() => [ExceptionalDayInput], { nullable: true, defaultValue: [] })
  readonly exceptions?: ExceptionalDayInput[] | null;
}

@InputType({ description: 'What is left out stays as it is; null goes back to the default.' })
export class ChannelPhoneSettingsInput {
  @IsNested(() => OperatingHoursInput)
  @Field(() => OperatingHoursInput, { nullable: true, description: 'R37. Null: calls are taken at any time.' })
  readonly operatingHours?: OperatingHoursInput | null;

  @IsWholeFrom(0, MAX_QUEUE_SIZE)
  @Field(() => Int, { nullable: true, description: 'How many callers may wait at one time.' })
  readonly queueSize?: number | null;

  @IsWholeFrom(MIN_QUEUE_WAIT_MS, MAX_QUEUE_WAIT_MS)
  @Field(() => Int, { nullable: true })
  readonly longestQueueWaitMs?: number | null;

  @IsWholeFrom(0, MAX_WRAP_UP_MS)
  @Field(() => Int, { nullable: true, description: 'R42: how long a manager has after a call before the next one.' })
  readonly wrapUpMs?: number | null;

  @IsWholeFrom(1, MAX_CALLS_PER_CALLER_PER_MINUTE)
  @Field(() => Int, { nullable: true })
  readonly callsPerCallerPerMinute?: number | null;

  @IsWholeFrom(1, MAX_CONCURRENT_CALLS)
  @Field(() => Int, {
    nullable: true,
    description: 'How many calls there may be at one time, those that wait included.',
  })
  readonly concurrentCalls?: number | null;
}

/** Keeps apart what was left out and what is null. */
export function phoneSettingsChangeOf(input: ChannelPhoneSettingsInput): PhoneSettingsChange {
  const { operatingHours: hours, queueSize, longestQueueWaitMs, wrapUpMs } = input;
  const { callsPerCallerPerMinute, concurrentCalls } = input;
  return {
    ...(hours !== undefined && { operatingHours: hours && hoursOf(hours) }),
    ...(queueSize !== undefined && { queueSize }),
    ...(longestQueueWaitMs !== undefined && { longestQueueWaitMs }),
    ...(wrapUpMs !== undefined && { wrapUpMs }),
    ...(callsPerCallerPerMinute !== undefined && { callsPerCallerPerMinute }),
    ...(concurrentCalls !== undefined && { concurrentCalls }),
  };
}

const hoursOf = ({ timeZone, weekly, exceptions }: OperatingHoursInput) => ({
  timeZone,
  weekly,
  exceptions: (exceptions ?? []).map(({ date, periods }) => ({ date, periods: periods ?? [] })),
});

export const colleagueOrderOf = ({ meetId, managerId, idempotencyKey }: ColleagueInput) => ({
  ...{ meetId, managerId, idempotencyKey: idempotencyKey ?? null },
});
