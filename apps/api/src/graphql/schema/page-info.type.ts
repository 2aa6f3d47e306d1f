import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Where a page stands among the others, as in the Relay connection specification.' })
export class PageInfo {
  @Field(() => Boolean)
  readonly hasNextPage!: boolean;
  @Field(() => Boolean)
  readonly hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true })
  readonly startCursor!: string | null;
  @Field(() => String, { nullable: true })
  readonly endCursor!: string | null;
}
