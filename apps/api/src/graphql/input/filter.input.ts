import type { MeetKind as Kind, MissedReason as Reason } from '@meets/meet-domain';
import { Field, ID, InputType } from '@nestjs/graphql';
import type { EventFilter as Events, MeetFilter as Meets } from '../../projections/filters.ts';
import { MeetKind, MeetState, MissedReason } from '../schema/enums.ts';
import { DateTime, Position } from '../schema/scalars.ts';
import { ExactlyOneOf, IsFilterList, IsHostId } from './constraints.ts';

@InputType({ description: 'Exactly one: the meet as its history stood then.' })
export class AsOf {
  @ExactlyOneOf('position', 'time')
  @Field(() => Position, { nullable: true })
  readonly position?: string | null;

  @Field(() => DateTime, { nullable: true })
  readonly time?: string | null;
}

@InputType({ description: 'Conditions hold together; none means all meets.' })
export class MeetFilter {
  @IsFilterList()
  @Field(() => [MeetState], { nullable: true })
  readonly states?: readonly (keyof typeof MeetState)[] | null;

  @IsFilterList()
  @Field(() => [MeetKind], { nullable: true })
  readonly kinds?: readonly Kind[] | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly userChatId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true, description: 'The user chat whose internal meets are meant (R19).' })
  readonly internalChatOf?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly teamRoomId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly customerId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true, description: 'Who was rung, started it or was in.' })
  readonly managerId?: string | null;

  @IsFilterList()
  @Field(() => [MissedReason], { nullable: true })
  readonly missedReasons?: readonly Reason[] | null;

  @Field(() => DateTime, { nullable: true })
  readonly startedAfter?: string | null;

  @Field(() => DateTime, { nullable: true })
  readonly startedBefore?: string | null;
}

@InputType({ description: 'Conditions hold together; none means all events.' })
export class EventFilter {
  @IsFilterList()
  @Field(() => [String], { nullable: true, description: 'Such as MeetStarted.' })
  readonly types?: readonly string[] | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly meetId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly userChatId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true, description: 'The user chat whose internal meets are meant (R19).' })
  readonly internalChatOf?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly teamRoomId?: string | null;

  @Field(() => DateTime, { nullable: true })
  readonly occurredAfter?: string | null;

  @Field(() => DateTime, { nullable: true })
  readonly occurredBefore?: string | null;
}

/** As checked: exactly one of its fields is there. */
export function asOfOf(input: AsOf): { position: string } | { time: string } {
  if (input.position != null) return { position: input.position };
  if (input.time != null) return { time: input.time };
  throw new Error('an AsOf was used without being checked');
}

export const meetFilterOf = (input: MeetFilter | null | undefined): Meets =>
  given({
    states: input?.states,
    kinds: input?.kinds,
    userChatId: input?.userChatId,
    internalChatOf: input?.internalChatOf,
    teamRoomId: input?.teamRoomId,
    customerId: input?.customerId,
    managerId: input?.managerId,
    missedReasons: input?.missedReasons,
    startedAfter: input?.startedAfter,
    startedBefore: input?.startedBefore,
  });

export const eventFilterOf = (input: EventFilter | null | undefined): Events =>
  given({
    types: input?.types,
    meetId: input?.meetId,
    userChatId: input?.userChatId,
    internalChatOf: input?.internalChatOf,
    teamRoomId: input?.teamRoomId,
    occurredAfter: input?.occurredAfter,
    occurredBefore: input?.occurredBefore,
  });

type Given<Conditions> = { [Name in keyof Conditions]?: NonNullable<Conditions[Name]> };

/** Only the conditions that were given. */
function given<Conditions extends object>(conditions: Conditions): Given<Conditions> {
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value != null)) as Given<Conditions>;
}
