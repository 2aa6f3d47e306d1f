import type { StartPlace } from '../../commands/commands.ts';
import { Field, ID, InputType } from '@nestjs/graphql';
import { ExactlyOneOf, IsHostId } from './constraints.ts';

@InputType({ description: 'Exactly one. `customerId` opens a new user chat with that customer first (R17).' })
export class MeetPlaceInput {
  @ExactlyOneOf('userChatId', 'internalChatOf', 'teamRoomId', 'customerId')
  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly userChatId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true, description: 'The user chat whose internal chat is meant (R19).' })
  readonly internalChatOf?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly teamRoomId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly customerId?: string | null;
}

/** The place as checked: exactly one of its fields is there. */
export function startPlaceOf(input: MeetPlaceInput): StartPlace {
  if (input.userChatId != null) return { userChatId: input.userChatId };
  if (input.internalChatOf != null) return { internalChatOf: input.internalChatOf };
  if (input.teamRoomId != null) return { teamRoomId: input.teamRoomId };
  if (input.customerId != null) return { customerId: input.customerId };
  throw new Error('a place was used without being checked');
}
