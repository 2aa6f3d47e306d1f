import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Config } from '../config/config.ts';
import type {
  CustomerView,
  ManagerView,
  MeetEventView,
  MeetView,
  Page,
  TeamRoomView,
  UserChatView,
} from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { CONFIG, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { checkQueryInput, pageOf } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { AsOf, asOfOf, MeetFilter, meetFilterOf } from './input/filter.input.ts';
import { personView } from './person-view.ts';
import { MeetEventConnection } from './schema/meet-event.type.ts';
import { Meet, MeetConnection } from './schema/meet.type.ts';
import { Person } from './schema/person.type.ts';
import { Position } from './schema/scalars.ts';
import { MeetPlace } from './schema/meet-place.type.ts';

/*
 * Fields without arguments are written without Nest's parameter decorators: Nest then hands graphql-js the method as it
 * is, which matters where a page of a hundred meets asks for them.
 */
@Resolver(() => Meet)
@UseFilters(errorsToTheClient)
export class MeetResolver {
  constructor(
    @Inject(READ_MODEL) private readonly reads: ReadModel,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Query(() => Meet, { nullable: true, name: 'meet' })
  async meet(
    @Context('viewer') viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
    @Args('asOf', { type: () => AsOf, nullable: true }) asOf?: AsOf,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<MeetView | null> {
    checkQueryInput(AsOf, asOf);
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    return asOf ? this.reads.meetAsOf(viewer, id, asOfOf(asOf)) : this.reads.meet(viewer, id);
  }

  @Query(() => MeetConnection, { description: 'Newest first.' })
  async meets(
    @Context('viewer') viewer: Viewer,
    @Args('where', { type: () => MeetFilter, nullable: true }) where?: MeetFilter,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first?: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<Page<MeetView>> {
    checkQueryInput(MeetFilter, where);
    const page = pageOf(this.config, first ?? null, after, 20);
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    return this.reads.meets(viewer, meetFilterOf(where), page);
  }

  @ResolveField(() => MeetPlace)
  place({ id, place }: MeetView, _args: unknown, { viewer }: GraphContext): PlaceValue {
    if (place.type === 'team-room') return { __typename: 'TeamRoom', ...this.room(viewer, place.teamRoomId) };
    const chat = this.reads.userChat(viewer, place.userChatId);
    if (chat === null) throw new Error(`meet ${id} can be read, but its user chat ${place.userChatId} cannot`);
    return { __typename: place.type === 'internal-chat' ? 'InternalChat' : 'UserChat', ...chat };
  }

  @ResolveField(() => Person, { nullable: true })
  startedBy(meet: MeetView, _args: unknown, { viewer }: GraphContext): ManagerView | CustomerView | null {
    return meet.startedBy && personView(this.reads, viewer, meet.startedBy);
  }

  @ResolveField(() => Meet, {
    nullable: true,
    description: 'R13: the missed meet that this one calls back. Null for a customer.',
  })
  callbackOf(meet: MeetView, _args: unknown, { viewer }: GraphContext): MeetView | null {
    return meet.callbackOf === null ? null : this.reads.meet(viewer, meet.callbackOf);
  }

  @ResolveField(() => MeetEventConnection, { description: 'Oldest first.' })
  history(
    @Parent() meet: MeetView,
    @Context('viewer') viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first?: number,
    @Args('after', { type: () => Position, nullable: true }) after?: string,
  ): Promise<Page<MeetEventView>> {
    return this.reads.history(viewer, meet.id, pageOf(this.config, first ?? null, after, 50));
  }

  /**
   * Who had a part in the meet and is no member of its private room any more still reads the meet, but nothing of the room
   * beyond that it is one.
   */
  private room(viewer: Viewer, id: string): TeamRoomView {
    return this.reads.teamRoom(viewer, id) ?? { id, kind: 'PRIVATE_GROUP', name: null, memberIds: [] };
  }
}

/** A member of `MeetPlace`, as graphql-js resolves it. */
type PlaceValue =
  | ({ readonly __typename: 'TeamRoom' } & TeamRoomView)
  | ({ readonly __typename: 'UserChat' | 'InternalChat' } & UserChatView);
