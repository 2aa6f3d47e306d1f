import { Field, ID, ObjectType } from '@nestjs/graphql';
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

@ObjectType({ description: "The managers' side room of a user chat (R19). For a customer there is none." })
export class InternalChat {}
