import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'R36: what to do where a permission was refused.' })
export class PermissionGuide {
  @Field(() => String)
  readonly title!: string;
  @Field(() => [String], { description: 'In order; never empty.' })
  readonly steps!: readonly string[];
}
