import { Field, ObjectType } from '@nestjs/graphql';
import { LinkKind } from './enums.ts';

@ObjectType({ description: 'What a link shows before anybody joins (R30, R31).' })
export class MeetLinkPreview {
  @Field(() => LinkKind)
  readonly kind!: keyof typeof LinkKind;
  @Field(() => String, {
    description: 'R30: a public group’s name; of a private group, a direct message or a customer’s link the channel’s.',
  })
  readonly title!: string;
  @Field(() => String, {
    description:
      'LIVE, OVER, or NO_LIVE_MEET: a room in which nothing is live; `mayStart` tells whether to offer a start.',
  })
  readonly state!: string;
  @Field(() => Boolean, {
    description: 'R31: nothing is live, and this viewer may start a meet by `joinByLink` with a kind.',
  })
  readonly mayStart!: boolean;
}
