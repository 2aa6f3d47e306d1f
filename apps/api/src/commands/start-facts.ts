import { isRoomMember, type Place, type StartFacts, type UserChat } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { isTeamRoomId, isUserChatId } from './addressable.ts';
import type { WriteSide } from './write-side.ts';

/** How a place is called where it is not found. */
export const CALLED = {
  'user-chat': 'user chat',
  'internal-chat': 'internal chat',
  'team-room': 'team room',
} as const satisfies Record<Place['type'], string>;

/**
 * What the start gate looks at, read from the other aggregates as of now. Null for a place that is not there and for one
 * that the viewer may not know of: nobody can tell the two apart.
 */
export async function readStartFacts(side: WriteSide, viewer: Viewer, place: Place): Promise<StartFacts | null> {
  switch (place.type) {
    case 'user-chat': {
      const chat = await visibleChat(side, viewer, place.userChatId);
      return chat && readChatFacts(side, viewer, chat);
    }
    case 'internal-chat': {
      const chat = viewer.role === 'manager' ? await visibleChat(side, viewer, place.userChatId) : null;
      return chat && readManagersFacts(side, viewer, { userChat: chat, teamRoom: null });
    }
    case 'team-room':
      return readRoomFacts(side, viewer, place.teamRoomId);
  }
}

/** The same for a user chat, which may be one that is yet to be opened. */
export async function readChatFacts(side: WriteSide, viewer: Viewer, userChat: UserChat): Promise<StartFacts> {
  const { channelId } = viewer;
  const { assigneeId, customerId } = userChat;
  const [customer, assignee, facts] = await Promise.all([
    side.customers.fold(channelId, customerId),
    assigneeId === null ? null : side.managers.fold(channelId, assigneeId),
    readManagersFacts(side, viewer, { userChat, teamRoom: null }),
  ]);
  return { ...facts, customer: customer.state, assignee: assignee?.state ?? null };
}

/** The chat, where the viewer may know of it: managers of all their channel's, customers of their own. */
async function visibleChat(side: WriteSide, viewer: Viewer, userChatId: string): Promise<UserChat | null> {
  if (!isUserChatId(viewer.channelId, userChatId)) return null;
  const { state: chat } = await side.userChats.fold(viewer.channelId, userChatId);
  if (chat === null) return null;
  return viewer.role === 'customer' && chat.customerId !== viewer.id ? null : chat;
}

async function readRoomFacts(side: WriteSide, viewer: Viewer, teamRoomId: string): Promise<StartFacts | null> {
  const { channelId, role, id } = viewer;
  if (role !== 'manager' || !isTeamRoomId(channelId, teamRoomId)) return null;
  const { state: teamRoom } = await side.teamRooms.fold(channelId, teamRoomId);
  if (teamRoom === null || (teamRoom.kind !== 'PUBLIC_GROUP' && !isRoomMember(teamRoom, id))) return null;
  return readManagersFacts(side, viewer, { userChat: null, teamRoom });
}

/** Where no customer is to be in the meet. */
async function readManagersFacts(
  side: WriteSide,
  { channelId, role, id }: Viewer,
  place: Pick<StartFacts, 'userChat' | 'teamRoom'>,
): Promise<StartFacts> {
  const [channel, starter] = await Promise.all([
    side.channels.fold(channelId, channelId),
    role === 'manager' ? side.managers.fold(channelId, id) : null,
  ]);
  return { channel: channel.state, ...place, customer: null, assignee: null, starter: starter?.state ?? null };
}
