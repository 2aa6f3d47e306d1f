import { Field, ID, ObjectType } from '@nestjs/graphql';
import { TeamRoomKind } from './enums.ts';

@ObjectType({
  description: 'A managers’ room (R20). A private group or a direct message is not there for who is no member of it.',
})
export class TeamRoom {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => TeamRoomKind)
  readonly kind!: keyof typeof TeamRoomKind;
  @Field(() => String, { nullable: true, description: 'Null for a direct message.' })
  readonly name!: string | null;
}
