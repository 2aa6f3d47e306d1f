import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Direction, LeaveReason, MeetKind, MeetState, MissedReason, RingOutcome } from './enums.ts';
import { PageInfo } from './page-info.type.ts';
import { PhoneDetails } from './phone.type.ts';
import { DateTime, Position } from './scalars.ts';

/*
 * Fields that lead from one type to another and back stand in the resolvers, so that no two of these files need each other.
 * The values behind them are the read model's views, whose fields have the same names.
 */

@ObjectType({ description: "What one callee's devices did until somebody answered." })
export class Ring {
  @Field(() => DateTime)
  readonly startedAt!: string;
  @Field(() => RingOutcome)
  readonly outcome!: keyof typeof RingOutcome;
  @Field(() => Boolean, { description: 'Whoever rings a colleague leaves the call to them as soon as they come.' })
  readonly handOver!: boolean;
}

@ObjectType({ description: 'One stay in the meet; who comes back has another.' })
export class Participant {
  @Field(() => DateTime)
  readonly joinedAt!: string;
  @Field(() => DateTime, { nullable: true })
  readonly leftAt!: string | null;
  @Field(() => LeaveReason, { nullable: true })
  readonly leaveReason!: keyof typeof LeaveReason | null;
  @Field(() => Boolean)
  readonly microphone!: boolean;
  @Field(() => Boolean)
  readonly camera!: boolean;
  @Field(() => Boolean)
  readonly screen!: boolean;
}

@ObjectType({ description: 'A conference call that customers and managers can both join.' })
export class Meet {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => MeetKind)
  readonly kind!: keyof typeof MeetKind;
  @Field(() => MeetState)
  readonly state!: keyof typeof MeetState;
  @Field(() => Direction, { nullable: true, description: 'Null for team and internal meets.' })
  readonly direction!: keyof typeof Direction | null;
  @Field(() => DateTime)
  readonly startedAt!: string;
  @Field(() => DateTime, {
    nullable: true,
    description:
      'When ringing ends at the latest; server time (R12). A customer reads it while the meet rings, and of no moment afterwards.',
  })
  readonly ringDeadline!: string | null;
  @Field(() => [Ring], { nullable: true, description: 'Null for a customer.' })
  readonly rings!: readonly Ring[] | null;
  @Field(() => DateTime, { nullable: true })
  readonly answeredAt!: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When VOICE became VIDEO, for ever (R21, R22).' })
  readonly upgradedToVideoAt!: string | null;
  @Field(() => DateTime, { nullable: true })
  readonly endedAt!: string | null;
  @Field(() => MissedReason, { nullable: true, description: 'Null for a customer (R14).' })
  readonly missedReason!: keyof typeof MissedReason | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When a missed meet was called back (R13). Null for a customer.',
  })
  readonly handledAt!: string | null;
  @Field(() => [Participant])
  readonly participants!: readonly Participant[];
  @Field(() => String, {
    nullable: true,
    description: "The colour of its window, where it has one of its own: ORANGE for an internal meet's.",
  })
  readonly accent!: string | null;
  @Field(() => PhoneDetails, { nullable: true, description: 'Of a call by phone; null for a customer (R6).' })
  readonly phone!: PhoneDetails | null;
  @Field(() => Position, { description: 'The newest of its events that the viewer may see.' })
  readonly position!: string;
}

@ObjectType()
export class MeetEdge {
  @Field(() => Meet)
  readonly node!: Meet;
  @Field(() => String)
  readonly cursor!: string;
}

@ObjectType()
export class MeetConnection {
  @Field(() => [MeetEdge])
  readonly edges!: readonly MeetEdge[];
  @Field(() => PageInfo)
  readonly pageInfo!: PageInfo;
}

@ObjectType({ description: "What should ring, or stop ringing, on this person's devices." })
export class RingNotice {
  @Field(() => Meet)
  readonly meet!: Meet;
  @Field(() => Boolean)
  readonly ringing!: boolean;
  @Field(() => RingOutcome)
  readonly outcome!: keyof typeof RingOutcome;
  @Field(() => DateTime, {
    description: 'When the ring ends at the latest. To a customer whose ring has stopped: when it stopped.',
  })
  readonly deadline!: string;
  @Field(() => Boolean, { description: 'Whoever rings a colleague leaves the call to them as soon as they come.' })
  readonly handOver!: boolean;
}

@ObjectType({ description: 'R19, R20: a meet went live, or is over, where this manager takes part.' })
export class MeetNotice {
  @Field(() => Meet)
  readonly meet!: Meet;
  @Field(() => Boolean, {
    description: 'False: it is over, or no longer theirs; then it is told as they last heard of it.',
  })
  readonly live!: boolean;
}

@ObjectType({ description: 'R9: may a meet be started there, and if not, why not.' })
export class MeetPermission {
  @Field(() => Boolean)
  readonly allowed!: boolean;
  @Field(() => [String], { description: 'Every guard that fails, by name.' })
  readonly reasons!: readonly string[];
}

@ObjectType({ description: 'R24: what a client can do.' })
export class ClientCapabilities {
  @Field(() => Boolean)
  readonly meets!: boolean;
  @Field(() => Boolean)
  readonly screenShare!: boolean;
  @Field(() => Boolean)
  readonly backgroundBlur!: boolean;
  @Field(() => Boolean)
  readonly noiseSuppression!: boolean;
  @Field(() => [String], { description: 'For each thing that it cannot do, why.' })
  readonly reasons!: readonly string[];
}
