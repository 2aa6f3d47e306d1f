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
  @Field(() => Boolean, { description: 'R3: what a number of its own asks for. False for a customer, always.' })
  readonly businessVerified!: boolean;
}

@ObjectType({ description: 'R34: how a manager comes into meets. Nobody but they can read it.' })
export class MyMeetSettings {
  @Field(() => ID, { nullable: true, description: "As the manager's browser names it; null: the system's own choice." })
  readonly microphoneId!: string | null;
  @Field(() => ID, { nullable: true })
  readonly cameraId!: string | null;
  @Field(() => ID, { nullable: true })
  readonly speakerId!: string | null;
  @Field(() => Boolean, { description: 'The microphone is off when the manager comes into a meet.' })
  readonly muteOnJoin!: boolean;
  @Field(() => Boolean, { description: 'A wish; whether the client can is told by `clientCapabilities`.' })
  readonly backgroundBlur!: boolean;
  @Field(() => Boolean, { description: 'A wish; whether the client can is told by `clientCapabilities`.' })
  readonly noiseSuppression!: boolean;
}

@ObjectType({ description: 'Who is asking, as their token says.' })
export class Viewer {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String, { description: 'manager, customer, integrator or analyst.' })
  readonly role!: string;
}
