import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DutyState } from './enums.ts';
import { PageInfo } from './page-info.type.ts';
import { DateTime } from './scalars.ts';

@ObjectType({ description: 'R39, R42: does a manager take calls by phone, and what holds them.' })
export class Duty {
  @Field(() => DutyState)
  readonly state!: keyof typeof DutyState;
  @Field(() => Boolean, { description: 'On duty. A call they are in goes on where they are not any more.' })
  readonly available!: boolean;
  @Field(() => Boolean)
  readonly doNotDisturb!: boolean;
  @Field(() => Int, { nullable: true, description: 'How many calls they are given while on duty; null: any number.' })
  readonly callLimit!: number | null;
  @Field(() => Int, { description: 'Since they came on duty.' })
  readonly callsTaken!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Who is idle longest is rung first. Null while off duty, in a call or wrapping up.',
  })
  readonly idleSince!: string | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When a ring is over at the latest, or a wrap-up; server time.',
  })
  readonly until!: string | null;
}

@ObjectType()
export class DutyEdge {
  @Field(() => Duty)
  readonly node!: Duty;
  @Field(() => String)
  readonly cursor!: string;
}

@ObjectType()
export class DutyConnection {
  @Field(() => [DutyEdge])
  readonly edges!: readonly DutyEdge[];
  @Field(() => PageInfo)
  readonly pageInfo!: PageInfo;
}
