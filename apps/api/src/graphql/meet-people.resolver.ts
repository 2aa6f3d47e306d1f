import { Inject, UseFilters } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type {
  CustomerView,
  ManagerView,
  MeetEventView,
  ParticipantView,
  RingNoticeView,
  RingView,
} from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { READ_MODEL } from '../tokens.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { personView } from './person-view.ts';
import { MeetEvent } from './schema/meet-event.type.ts';
import { Participant, Ring, RingNotice } from './schema/meet.type.ts';
import { Person } from './schema/person.type.ts';

const RUNG_BY = 'The manager who rings a colleague into a live call by phone; null for every other ring.';

@Resolver(() => Ring)
@UseFilters(errorsToTheClient)
export class RingResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => Person)
  person(ring: RingView, _args: unknown, { viewer }: GraphContext): ManagerView | CustomerView {
    return personView(this.reads, viewer, ring.callee);
  }

  @ResolveField(() => Person, { nullable: true, description: RUNG_BY })
  rungBy(ring: RingView, _args: unknown, { viewer }: GraphContext): ManagerView | CustomerView | null {
    return ring.rungBy && personView(this.reads, viewer, ring.rungBy);
  }
}

@Resolver(() => RingNotice)
@UseFilters(errorsToTheClient)
export class RingNoticeResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => Person, { nullable: true, description: RUNG_BY })
  rungBy(notice: RingNoticeView, _args: unknown, { viewer }: GraphContext): ManagerView | CustomerView | null {
    return notice.rungBy && personView(this.reads, viewer, notice.rungBy);
  }
}

@Resolver(() => Participant)
@UseFilters(errorsToTheClient)
export class ParticipantResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => Person)
  person(participant: ParticipantView, _args: unknown, { viewer }: GraphContext): ManagerView | CustomerView {
    return personView(this.reads, viewer, participant.person);
  }
}

@Resolver(() => MeetEvent)
@UseFilters(errorsToTheClient)
export class MeetEventResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => Person, {
    nullable: true,
    description: 'Null for the system, and for whom the viewer may not know of.',
  })
  actor(event: MeetEventView, _args: unknown, { viewer }: GraphContext): ManagerView | CustomerView | null {
    return event.actor && personView(this.reads, viewer, event.actor);
  }
}
