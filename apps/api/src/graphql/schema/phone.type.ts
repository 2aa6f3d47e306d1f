import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Weekday } from './enums.ts';
import { PageInfo } from './page-info.type.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'From and until when, `HH:MM`: from 00:00 to 24:00, the end not included.' })
export class OpenPeriod {
  @Field(() => String)
  readonly opensAt!: string;
  @Field(() => String)
  readonly closesAt!: string;
}

@ObjectType()
export class WeeklyPeriod extends OpenPeriod {
  @Field(() => Weekday)
  readonly weekday!: keyof typeof Weekday;
}

@ObjectType({ description: 'A day on which it is otherwise than on its weekday.' })
export class ExceptionalDay {
  @Field(() => String, { description: 'Such as 2026-12-25, in the hours’ time zone.' })
  readonly date!: string;
  @Field(() => [OpenPeriod], { description: 'None: no calls are taken that day.' })
  readonly periods!: readonly OpenPeriod[];
}

@ObjectType({ description: 'When calls by phone are taken.' })
export class OperatingHours {
  @Field(() => String, { description: 'As IANA names it, such as Asia/Seoul.' })
  readonly timeZone!: string;
  @Field(() => [WeeklyPeriod])
  readonly weekly!: readonly WeeklyPeriod[];
  @Field(() => [ExceptionalDay])
  readonly exceptions!: readonly ExceptionalDay[];
}

@ObjectType({ description: 'R37, R41, R42: how a channel takes calls by phone.' })
export class PhoneSettings {
  @Field(() => OperatingHours, { nullable: true, description: 'Null: at any time.' })
  readonly operatingHours!: OperatingHours | null;
  @Field(() => Boolean, { description: 'Are calls taken at this moment?' })
  readonly inOperation!: boolean;
  @Field(() => Int, { description: 'How many callers may wait at one time.' })
  readonly queueSize!: number;
  @Field(() => Int)
  readonly longestQueueWaitMs!: number;
  @Field(() => Int, { description: 'R42: how long a manager has after a call before the next one.' })
  readonly wrapUpMs!: number;
  @Field(() => Int)
  readonly callsPerCallerPerMinute!: number;
  @Field(() => Int, { description: 'How many calls there may be at one time, those that wait included.' })
  readonly concurrentCalls!: number;
}

@ObjectType({ description: 'R2: a number of the channel’s own.' })
export class PhoneNumber {
  @Field(() => String, { description: 'E.164.' })
  readonly number!: string;
  @Field(() => DateTime)
  readonly issuedAt!: string;
}

@ObjectType()
export class PhoneNumberEdge {
  @Field(() => PhoneNumber)
  readonly node!: PhoneNumber;
  @Field(() => String)
  readonly cursor!: string;
}

@ObjectType()
export class PhoneNumberConnection {
  @Field(() => [PhoneNumberEdge])
  readonly edges!: readonly PhoneNumberEdge[];
  @Field(() => PageInfo)
  readonly pageInfo!: PageInfo;
}

@ObjectType({ description: 'A header of a carrier’s own.' })
export class CallHeader {
  @Field(() => String, { description: 'In lower case.' })
  readonly name!: string;
  @Field(() => String)
  readonly value!: string;
}

@ObjectType({ description: 'R2: the two ends of a call by phone.' })
export class PhoneDetails {
  @Field(() => String, { description: 'The channel’s own number, E.164.' })
  readonly number!: string;
  @Field(() => Boolean, { description: 'Is the customer on hold?' })
  readonly onHold!: boolean;
}
