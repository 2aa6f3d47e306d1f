import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'The tenant: one business using the product.' })
export class Channel {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String, { description: 'Empty until the channel was put.' })
  readonly name!: string;
  @Field(() => Boolean)
  readonly paidPlan!: boolean;
  @Field(() => Boolean, { description: 'R8: off until somebody turns it on.' })
  readonly customersMayStart!: boolean;
}

@ObjectType({ description: 'Who is asking, as their token says.' })
export class Viewer {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String, { description: 'manager, customer, integrator or analyst.' })
  readonly role!: string;
}
