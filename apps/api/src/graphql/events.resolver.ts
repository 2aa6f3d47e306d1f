import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Config } from '../config/config.ts';
import type { MeetEventView, Page } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { CONFIG, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { checkQueryInput, pageOf } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import { EventFilter, eventFilterOf } from './input/filter.input.ts';
import { MeetEvent, MeetEventConnection } from './schema/meet-event.type.ts';
import { Position } from './schema/scalars.ts';

/** The log, as far as the viewer may read it. */
@Resolver()
@UseFilters(errorsToTheClient)
export class EventsResolver {
  constructor(
    @Inject(READ_MODEL) private readonly reads: ReadModel,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Query(() => MeetEventConnection, {
    description: 'Oldest first. To go on live, subscribe to meetEvents after the last cursor.',
  })
  events(
    @Context('viewer') viewer: Viewer,
    @Args('where', { type: () => EventFilter, nullable: true }) where?: EventFilter,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 100 }) first?: number,
    @Args('after', { type: () => Position, nullable: true }) after?: string,
  ): Promise<Page<MeetEventView>> {
    checkQueryInput(EventFilter, where);
    const otherwise = Math.min(100, this.config.MAX_PAGE_SIZE);
    return this.reads.events(viewer, eventFilterOf(where), pageOf(this.config, first ?? null, after, otherwise));
  }

  @Query(() => [MeetEvent], {
    description: 'The chain of causes that led to an event, oldest first; empty where there is no such event.',
  })
  async explain(
    @Context('viewer') viewer: Viewer,
    @Args('eventId', { type: () => ID }) eventId: string,
  ): Promise<readonly MeetEventView[]> {
    return this.reads.explain(viewer, eventId);
  }
}
