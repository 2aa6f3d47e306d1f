import { Inject, UseFilters } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type { MeetView, UserChatView } from '../projections/views.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { READ_MODEL } from '../tokens.ts';
import { errorsToTheClient } from './errors-to-the-client.ts';
import type { GraphContext } from './graph-context.ts';
import { Meet } from './schema/meet.type.ts';
import { InternalChat, UserChat } from './schema/user-chat.type.ts';

/** Read through its user chat, which stands behind it as its value. */
@Resolver(() => InternalChat)
@UseFilters(errorsToTheClient)
export class InternalChatResolver {
  constructor(@Inject(READ_MODEL) private readonly reads: ReadModel) {}

  @ResolveField(() => UserChat)
  userChat(chat: UserChatView): UserChatView {
    return chat;
  }

  @ResolveField(() => Meet, { nullable: true, description: 'R7: one at most.' })
  liveMeet(chat: UserChatView, _args: unknown, { viewer }: GraphContext): MeetView | null {
    return this.reads.liveMeetIn(viewer, { type: 'internal-chat', userChatId: chat.id });
  }
}
