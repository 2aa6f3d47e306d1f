import { MAX_STREAM_NAME_LENGTH } from '@meets/event-store';
import {
  type Account,
  accountStream,
  customerStream,
  managerStream,
  meetIdOf,
  meetStream,
  type Place,
  teamRoomStream,
  userChatStream,
} from '@meets/meet-domain';

/*
 * Which ids can name a stream at all. The edge has limited their length already; percent-encoding may make them
 * longer than a stream's name can be, and text with half a surrogate pair cannot be encoded.
 */

export const isMeetId = (channelId: string, id: string): boolean => fits(() => meetStream(channelId, id));
export const isManagerId = (channelId: string, id: string): boolean => fits(() => managerStream(channelId, id));
export const isCustomerId = (channelId: string, id: string): boolean => fits(() => customerStream(channelId, id));
export const isAccountId = (channelId: string, account: Account): boolean =>
  fits(() => accountStream(channelId, account));
/** Leaves room for the numbers of the meets that this chat may come to have. */
export const isUserChatId = (channelId: string, id: string): boolean =>
  fits(() => userChatStream(channelId, id)) && holdsMeets(channelId, { type: 'user-chat', userChatId: id });
/** Likewise. */
export const isTeamRoomId = (channelId: string, id: string): boolean =>
  fits(() => teamRoomStream(channelId, id)) && holdsMeets(channelId, { type: 'team-room', teamRoomId: id });

const holdsMeets = (channelId: string, place: Place): boolean =>
  fits(() => meetStream(channelId, meetIdOf(place, Number.MAX_SAFE_INTEGER)));

function fits(nameOf: () => string): boolean {
  try {
    return nameOf().length <= MAX_STREAM_NAME_LENGTH;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
