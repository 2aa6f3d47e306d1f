import type { LeaveReason as Reason, MeetKind as Kind } from '@meets/meet-domain';
import { Field, ID, InputType } from '@nestjs/graphql';
import type * as commands from '../../commands/commands.ts';
import { LeaveReason, MeetKind } from '../schema/enums.ts';
import { ClientInput, clientOf } from './client.input.ts';
import { IsHostId, IsIdempotencyKey, IsNested, IsOwnLeaveReason } from './constraints.ts';
import { MeetPlaceInput, startPlaceOf } from './place.input.ts';

/** What a key of the caller's own does. */
export const IDEMPOTENCY_KEY =
  'The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict.';

@InputType()
export class StartMeetInput {
  @IsNested(() => MeetPlaceInput)
  @Field(() => MeetPlaceInput)
  readonly place!: MeetPlaceInput;

  @Field(() => MeetKind)
  readonly kind!: Kind;

  @IsNested(() => ClientInput)
  @Field(() => ClientInput, { nullable: true })
  readonly client?: ClientInput | null;

  @IsIdempotencyKey()
  @Field(() => ID, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}

@InputType()
export class MeetInput {
  @IsHostId()
  @Field(() => ID)
  readonly meetId!: string;

  @IsNested(() => ClientInput)
  @Field(() => ClientInput, { nullable: true })
  readonly client?: ClientInput | null;

  @IsHostId()
  @Field(() => ID, { nullable: true, description: 'The device that acts, as it named itself to `myRings`.' })
  readonly deviceId?: string | null;

  @IsIdempotencyKey()
  @Field(() => ID, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}

@InputType()
export class LeaveMeetInput {
  @IsHostId()
  @Field(() => ID)
  readonly meetId!: string;

  @IsOwnLeaveReason()
  @Field(() => LeaveReason, { nullable: true, defaultValue: 'LEFT' })
  readonly reason?: Reason | null;

  @IsIdempotencyKey()
  @Field(() => ID, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}

@InputType()
export class SetDeviceInput {
  @IsHostId()
  @Field(() => ID)
  readonly meetId!: string;

  @Field(() => Boolean)
  readonly on!: boolean;

  @IsNested(() => ClientInput)
  @Field(() => ClientInput, { nullable: true })
  readonly client?: ClientInput | null;

  @IsIdempotencyKey()
  @Field(() => ID, { nullable: true, description: IDEMPOTENCY_KEY })
  readonly idempotencyKey?: string | null;
}

export const startOrderOf = (input: StartMeetInput): commands.StartMeetInput => ({
  place: startPlaceOf(input.place),
  kind: input.kind,
  client: clientOf(input.client),
  idempotencyKey: input.idempotencyKey ?? null,
});

export const meetOrderOf = (input: MeetInput): commands.MeetInput => ({
  meetId: input.meetId,
  client: clientOf(input.client),
  deviceId: input.deviceId ?? null,
  idempotencyKey: input.idempotencyKey ?? null,
});

export const leaveOrderOf = (input: LeaveMeetInput): commands.LeaveMeetInput => ({
  meetId: input.meetId,
  reason: input.reason ?? 'LEFT',
  idempotencyKey: input.idempotencyKey ?? null,
});

export const deviceOrderOf = (input: SetDeviceInput): commands.SetDeviceInput => ({
  meetId: input.meetId,
  on: input.on,
  client: clientOf(input.client),
  idempotencyKey: input.idempotencyKey ?? null,
});
