import type { MeetKind as Kind } from '@meets/meet-domain';
import { Field, ID, InputType } from '@nestjs/graphql';
import type * as commands from '../../commands/commands.ts';
import { LinkKind, MeetKind } from '../schema/enums.ts';
import { ClientInput, clientOf } from './client.input.ts';
import { ExactlyOneOf, IsHostId, IsIdempotencyKey, IsLinkToken, IsNested } from './constraints.ts';

@InputType({ description: 'BOX with `meetId`, ROOM with `teamRoomId`.' })
export class CreateMeetLinkInput {
  @ExactlyOneOf('meetId', 'teamRoomId')
  @Field(() => LinkKind)
  readonly kind!: keyof typeof LinkKind;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly meetId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly teamRoomId?: string | null;
}

@InputType()
export class JoinByLinkInput {
  @IsLinkToken()
  @Field(() => String)
  readonly token!: string;

  @Field(() => MeetKind, {
    nullable: true,
    description: 'R31: what to start where a room’s link leads to no live meet. Not given: nothing is started.',
  })
  readonly kind?: Kind | null;

  @IsNested(() => ClientInput)
  @Field(() => ClientInput, { nullable: true })
  readonly client?: ClientInput | null;

  @IsIdempotencyKey()
  @Field(() => ID, {
    nullable: true,
    description:
      'The same key with the same input gives the same answer, for ever; with another input, IdempotencyConflict.',
  })
  readonly idempotencyKey?: string | null;
}

/** Null where the kind does not go with what was named. */
export function linkWishOf({ kind, meetId, teamRoomId }: CreateMeetLinkInput): commands.LinkWish | null {
  if (kind === 'BOX' && meetId != null) return { kind, meetId };
  return kind === 'ROOM' && teamRoomId != null ? { kind, teamRoomId } : null;
}

export const joinOrderOf = (input: JoinByLinkInput): commands.JoinByLinkInput => ({
  token: input.token,
  ...(input.kind == null ? {} : { kind: input.kind }),
  client: clientOf(input.client),
  idempotencyKey: input.idempotencyKey ?? null,
});
