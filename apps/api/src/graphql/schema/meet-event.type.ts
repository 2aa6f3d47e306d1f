import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo } from './page-info.type.ts';
import { DateTime, Json, Position } from './scalars.ts';

@ObjectType({ description: 'A fact: something that happened to a meet. Its types are listed in docs/events.md.' })
export class MeetEvent {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => Position)
  readonly position!: string;
  @Field(() => ID)
  readonly meetId!: string;
  @Field(() => Int, { description: "Its place in the meet's history, from 1." })
  readonly version!: number;
  @Field(() => String)
  readonly type!: string;
  @Field(() => Int, { description: 'Which shape `data` has.' })
  readonly schemaVersion!: number;
  @Field(() => DateTime, { description: 'When it happened.' })
  readonly occurredAt!: string;
  @Field(() => DateTime, { description: 'When the log took it in.' })
  readonly recordedAt!: string;
  @Field(() => ID, { description: 'Shared by everything that one request set in motion.' })
  readonly correlationId!: string;
  @Field(() => ID, {
    nullable: true,
    description: "The event that led to this one; null where a person's own command did.",
  })
  readonly causationId!: string | null;
  @Field(() => Json)
  readonly data!: unknown;
}

@ObjectType()
export class MeetEventEdge {
  @Field(() => MeetEvent)
  readonly node!: MeetEvent;
  @Field(() => String)
  readonly cursor!: string;
}

@ObjectType()
export class MeetEventConnection {
  @Field(() => [MeetEventEdge])
  readonly edges!: MeetEventEdge[];
  @Field(() => PageInfo)
  readonly pageInfo!: PageInfo;
}

@ObjectType({
  description:
    'Everything there was has been sent. Also sent as a heartbeat, so that a reader of few events still advances.',
})
export class CaughtUp {
  @Field(() => Position)
  readonly position!: string;
}

@ObjectType({
  description: 'The position asked for is none of this sequence: read everything anew, then go on from `position`.',
})
export class ResyncRequired {
  @Field(() => String)
  readonly reason!: string;
  @Field(() => Position)
  readonly position!: string;
}

export const MeetEventMessage = createUnionType({
  name: 'MeetEventMessage',
  types: () => [MeetEvent, CaughtUp, ResyncRequired] as const,
  resolveType: (message: { readonly __typename: string }) => message.__typename,
});
