import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Medium } from './enums.ts';

@ObjectType({ description: 'One consultation between a customer and the channel.' })
export class UserChat {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => Medium)
  readonly medium!: keyof typeof Medium;
  @Field(() => Boolean, { description: "Is the customer's input box open (R9)?" })
  readonly inputOpen!: boolean;
}

export const MeetPlace = createUnionType({
  name: 'MeetPlace',
  description: 'Where a meet happens.',
  types: () => [UserChat] as const,
  resolveType: () => 'UserChat',
});
