import { Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { MeetEvent } from './meet-event.type.ts';
import { Meet } from './meet.type.ts';

@InterfaceType({
  description: 'Why a mutation changed nothing.',
  resolveType: (problem: { readonly __typename: string }) => problem.__typename,
})
export abstract class Problem {
  @Field(() => String)
  readonly message!: string;
}

@ObjectType({ implements: () => [Problem], description: 'R7: a meet is live there already; here it is.' })
export class AlreadyLive extends Problem {
  @Field(() => Meet)
  readonly meet!: Meet;
}

@ObjectType({ implements: () => [Problem], description: 'Guards stand in the way.' })
export class NotAllowed extends Problem {
  @Field(() => [String], { description: 'Every guard that failed, by name.' })
  readonly reasons!: readonly string[];
}

@ObjectType({
  implements: () => [Problem],
  description: 'There is no such thing, or none that the viewer may know of.',
})
export class NotFound extends Problem {}

@ObjectType({ implements: () => [Problem], description: 'Somebody or something else was first.' })
export class Conflict extends Problem {
  @Field(() => MeetEvent, {
    nullable: true,
    description: 'What won the race; null for a customer where it would tell.',
  })
  readonly winner!: MeetEvent | null;
}

@ObjectType({ implements: () => [Problem], description: 'R5: no more persons fit in.' })
export class MeetFull extends Problem {
  @Field(() => Int)
  readonly limit!: number;
}

@ObjectType({ implements: () => [Problem], description: 'The meet has ended.' })
export class AlreadyOver extends Problem {}

@ObjectType({ implements: () => [Problem], description: 'The input cannot be meant so.' })
export class InvalidInput extends Problem {
  @Field(() => [String], { description: 'Which fields, as paths below `input`.' })
  readonly fields!: readonly string[];
}

@ObjectType({ implements: () => [Problem], description: 'The idempotency key was used before, with another input.' })
export class IdempotencyConflict extends Problem {}
