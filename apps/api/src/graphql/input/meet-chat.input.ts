import { Field, ID, InputType } from '@nestjs/graphql';
import { IsChatText, IsHostId } from './constraints.ts';

@InputType()
export class MeetChatInput {
  @IsHostId()
  @Field(() => ID)
  readonly meetId!: string;

  @IsChatText()
  @Field(() => String)
  readonly text!: string;
}
