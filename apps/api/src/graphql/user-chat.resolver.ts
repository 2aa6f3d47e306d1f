import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Config } from '../config/config.ts';
import type { CustomerView, ManagerView, MeetView, Page, UserChatView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { CONFIG, READ_MODEL } from '../tokens.ts';
import type { Viewer } from '../viewer.ts';
import { pageOf } from './check-query.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { customerView, managerView } from './person-view.ts';
import { Meet, MeetConnection } from './schema/meet.type.ts';
import { Customer, Manager } from './schema/person.type.ts';
import { Position } from './schema/scalars.ts';
import { InternalChat, UserChat } from './schema/user-chat.type.ts';

@Resolver(() => UserChat)
@UseFilters(errorsToTheClient)
export class UserChatResolver {
  constructor(
    @Inject(READ_MODEL) private readonly reads: ReadModel,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Query(() => UserChat, { nullable: true })
  async userChat(
    @Context('viewer') viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
    @Args('minPosition', { type: () => Position, nullable: true }) minPosition?: string,
  ): Promise<UserChatView | null> {
    if (minPosition != null) await this.reads.waitFor(viewer, minPosition);
    return this.reads.userChat(viewer, id);
  }

  @ResolveField(() => Customer)
  customer(chat: UserChatView, _args: unknown, { viewer }: GraphContext): CustomerView {
    return customerView(this.reads, viewer, chat.customerId);
  }

  @ResolveField(() => Manager, { nullable: true })
  assignee(chat: UserChatView, _args: unknown, { viewer }: GraphContext): ManagerView | null {
    return chat.assigneeId === null ? null : managerView(this.reads, viewer, chat.assigneeId);
  }

  @ResolveField(() => [Manager], { description: 'The managers taking part. Empty for a customer.' })
  managers(chat: UserChatView, _args: unknown, { viewer }: GraphContext): ManagerView[] {
    return chat.managerIds.map((id) => managerView(this.reads, viewer, id));
  }

  @ResolveField(() => Meet, { nullable: true, description: 'R7: one at most.' })
  liveMeet(chat: UserChatView, _args: unknown, { viewer }: GraphContext): MeetView | null {
    return this.reads.liveMeetIn(viewer, { type: 'user-chat', userChatId: chat.id });
  }

  @ResolveField(() => InternalChat, {
    nullable: true,
    description: 'R19: the managers’ side room. Null for a customer.',
  })
  internalChat(chat: UserChatView, _args: unknown, { viewer }: GraphContext): UserChatView | null {
    return viewer.role === 'customer' ? null : chat;
  }

  @ResolveField(() => MeetConnection, { description: 'Newest first. Those of its internal chat are not among them.' })
  meets(
    @Parent() chat: UserChatView,
    @Context('viewer') viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first?: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Page<MeetView> {
    return this.reads.meets(viewer, { userChatId: chat.id }, pageOf(this.config, first ?? null, after, 20));
  }
}
