import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { MeetNoticeView, MeetView, RingNoticeView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { READ_MODEL } from '../tokens.ts';
import { checkQueryInput } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { EventFilter, eventFilterOf } from './input/filter.input.ts';
import { type EventMessage, meetEventSubscription } from './meet-event-subscription.ts';
import { MeetEventMessage } from './schema/meet-event.type.ts';
import { Meet, MeetNotice, RingNotice } from './schema/meet.type.ts';
import { Position } from './schema/scalars.ts';
import type { Shareable } from './shareable.ts';
import { signalOf } from './signal-of.ts';

/** Each thing that an iterable yields is the field's value; Nest would look for it one level down. */
const resolve = <Value>(value: Value): Value => value;

@Resolver()
@UseFilters(errorsToTheClient)
export class SubscriptionResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @Subscription(() => RingNotice, {
    resolve,
    description: "What should ring, or stop ringing, on this person's devices.",
  })
  myRings(
    @Context() context: GraphContext,
    @Args('deviceId', {
      type: () => ID,
      nullable: true,
      description: 'How this device names itself; the one that answers is told apart by it.',
    })
    deviceId?: string,
  ): AsyncIterable<RingNoticeView> {
    return this.reads.myRings(context.viewer, deviceId ?? null, signalOf(context));
  }

  @Subscription(() => MeetNotice, {
    resolve,
    description:
      'What is live now in the internal chats and team rooms of this manager (R19, R20), then what goes live or is over.',
  })
  meetNotices(@Context() context: GraphContext): AsyncIterable<MeetNoticeView> {
    return this.reads.meetNotices(context.viewer, signalOf(context));
  }

  @Subscription(() => Meet, { resolve, description: 'The meet now, then after every change that this viewer can see.' })
  meetUpdated(@Context() context: GraphContext, @Args('id', { type: () => ID }) id: string): AsyncIterable<MeetView> {
    return this.reads.meetUpdates(context.viewer, id, signalOf(context));
  }

  @Subscription(() => MeetEventMessage, {
    resolve,
    description: 'From any position on: no gap, no duplicate, then live.',
  })
  meetEvents(
    @Context() context: GraphContext,
    @Args('after', { type: () => Position, nullable: true, description: 'Not given: from the start.' }) after?: string,
    @Args('where', { type: () => EventFilter, nullable: true }) where?: EventFilter,
  ): Shareable<EventMessage> {
    checkQueryInput(EventFilter, where);
    const { viewer } = context;
    const filter = eventFilterOf(where);
    return meetEventSubscription(this.reads, { viewer, filter, after: after ?? null, signal: signalOf(context) });
  }
}
