import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { CustomerView, ManagerView } from '../../projections/views.ts';

@ObjectType({ description: "A member of the channel's staff." })
export class Manager {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String, { description: 'Empty once the person was forgotten.' })
  readonly name!: string;
  @Field(() => Boolean, { description: 'The licence to talk to customers (R4). False for a customer, always.' })
  readonly operatorSeat!: boolean;
  @Field(() => Boolean, { description: 'False for a customer, always.' })
  readonly online!: boolean;
}

@ObjectType({ description: 'The person the channel serves. No phone number stands here, or anywhere in a meet (R6).' })
export class Customer {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Null where it was never told, and once the person was forgotten.',
  })
  readonly name!: string | null;
  @Field(() => Boolean)
  readonly online!: boolean;
}

export const Person = createUnionType({
  name: 'Person',
  description: 'Somebody who can be in a meet.',
  types: () => [Manager, Customer] as const,
  resolveType: (person: ManagerView | CustomerView) => (person.role === 'manager' ? 'Manager' : 'Customer'),
});
