import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { AlreadyOver, Conflict, InvalidInput, NotAllowed, NotFound } from './problem.type.ts';
import { DateTime } from './scalars.ts';

@ObjectType({
  description: 'R25: something said in a team meet. It is stored nowhere; who was not listening has missed it.',
})
export class MeetChatMessage {
  @Field(() => String)
  readonly text!: string;
  @Field(() => DateTime)
  readonly sentAt!: string;
}

@ObjectType({ description: 'Sent to everybody who is in and listens now.' })
export class MeetChatSent {
  @Field(() => MeetChatMessage, { description: 'As everybody hears it.' })
  readonly sent!: MeetChatMessage;
}

export const MeetChatResult = createUnionType({
  name: 'MeetChatResult',
  types: () => [MeetChatSent, NotAllowed, NotFound, Conflict, AlreadyOver, InvalidInput] as const,
  resolveType: (result: { readonly __typename: string }) => result.__typename,
});
