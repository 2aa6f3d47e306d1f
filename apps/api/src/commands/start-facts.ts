import type { StartFacts, UserChat } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { isUserChatId } from './addressable.ts';
import type { WriteSide } from './write-side.ts';

/**
 * The chat, where the viewer may know of it: managers of all their channel's, customers of their own. Null otherwise, and
 * for what does not exist: nobody can tell the two apart.
 */
export async function visibleChat(side: WriteSide, viewer: Viewer, userChatId: string): Promise<UserChat | null> {
  if (!isUserChatId(viewer.channelId, userChatId)) return null;
  const { state: chat } = await side.userChats.fold(viewer.channelId, userChatId);
  if (chat === null) return null;
  return viewer.role === 'customer' && chat.customerId !== viewer.id ? null : chat;
}

/** What the start gate looks at, read from the other aggregates as of now. The chat may be one that is yet to be opened. */
export async function readStartFacts(side: WriteSide, viewer: Viewer, userChat: UserChat): Promise<StartFacts> {
  const { channelId } = viewer;
  const { assigneeId, customerId } = userChat;
  const [channel, customer, assignee, starter] = await Promise.all([
    side.channels.fold(channelId, channelId),
    side.customers.fold(channelId, customerId),
    assigneeId === null ? null : side.managers.fold(channelId, assigneeId),
    viewer.role === 'manager' ? side.managers.fold(channelId, viewer.id) : null,
  ]);
  return {
    channel: channel.state,
    userChat,
    customer: customer.state,
    assignee: assignee?.state ?? null,
    starter: starter?.state ?? null,
  };
}
