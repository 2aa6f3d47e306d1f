import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, ID, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ManagerView, MeetView, TeamRoomView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { managerView } from './person-view.ts';
import { Meet } from './schema/meet.type.ts';
import { Manager } from './schema/person.type.ts';
import { Position } from './schema/scalars.ts';
import { TeamRoom } from './schema/team-room.type.ts';

@Resolver(() => TeamRoom)
@UseFilters(errorsToTheClient)
export class TeamRoomResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @Query(() => TeamRoom, { nullable: true })
  async teamRoom(
    @Context('viewer') viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<TeamRoomView | null> {
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    return this.reads.teamRoom(viewer, id);
  }

  @ResolveField(() => [Manager])
  members(room: TeamRoomView, _args: unknown, { viewer }: GraphContext): ManagerView[] {
    return room.memberIds.map((id) => managerView(this.reads, viewer, id));
  }

  @ResolveField(() => Meet, { nullable: true, description: 'R7: one at most.' })
  liveMeet(room: TeamRoomView, _args: unknown, { viewer }: GraphContext): MeetView | null {
    return this.reads.liveMeetIn(viewer, { type: 'team-room', teamRoomId: room.id });
  }
}
