import type { Account } from './account/events.ts';
import type { Person } from './person.ts';
import type { Place } from './meet/events.ts';

/**
 * Stream names. The tenant comes first behind the category, so that a channel's meets are one prefix of the log, and each
 * part is percent-encoded, so that a host's ids may hold any character and can never reach into another channel.
 */
const part = (id: string): string => encodeURIComponent(id);

export const channelStream = (channelId: string): string => `channel-${part(channelId)}`;
export const managerStream = (channelId: string, managerId: string): string =>
  `manager-${part(channelId)}:${part(managerId)}`;
export const dutyStream = (channelId: string, managerId: string): string =>
  `duty-${part(channelId)}:${part(managerId)}`;
export const phoneQueueStream = (channelId: string): string => `phonequeue-${part(channelId)}`;
export const customerStream = (channelId: string, customerId: string): string =>
  `customer-${part(channelId)}:${part(customerId)}`;
export const accountStream = (channelId: string, { role, id }: Account): string =>
  `account-${part(channelId)}:${role}:${part(id)}`;
export const userChatStream = (channelId: string, userChatId: string): string =>
  `userchat-${part(channelId)}:${part(userChatId)}`;
export const teamRoomStream = (channelId: string, teamRoomId: string): string =>
  `teamroom-${part(channelId)}:${part(teamRoomId)}`;
export const meetStream = (channelId: string, meetId: string): string => `${meetStreamPrefix(channelId)}${meetId}`;
/** Every meet of a channel lies under this prefix, and nothing else does. */
export const meetStreamPrefix = (channelId: string): string => `meet-${part(channelId)}:`;
/** One number, whichever channel has it: the only streams that are no channel's own, so that channels race for one name. */
export const phoneNumberStream = (number: string): string => `${PHONE_NUMBER_STREAM_PREFIX}${part(number)}`;
const PHONE_NUMBER_STREAM_PREFIX = 'phonenumber-';

/** Is this the stream of a number? */
export const isPhoneNumberStream = (stream: string): boolean => stream.startsWith(PHONE_NUMBER_STREAM_PREFIX);

export const personStream = (channelId: string, person: Person): string =>
  person.role === 'manager' ? managerStream(channelId, person.id) : customerStream(channelId, person.id);

/** The id of a place's n-th meet (n from 1): "one live meet per place" (R7) is "this stream is new" because of it. */
export const meetIdOf = (place: Place, n: number): string => `${MARKS[place.type]}.${part(idOfPlace(place))}.${n}`;

/** Every team meet's id begins with this, and no other meet's does. */
export const TEAM_MEET_ID_PREFIX = 'tr.';

/** The place whose n-th meet has this id, or null for what {@link meetIdOf} cannot have written. */
export function placeOfMeetId(meetId: string): Place | null {
  const [, mark, encoded] = /^(uc|ic|tr)\.(.+)\.\d+$/.exec(meetId) ?? [];
  const id = encoded === undefined ? null : decoded(encoded);
  if (id === null) return null;
  if (mark === MARKS['team-room']) return { type: 'team-room', teamRoomId: id };
  return { type: mark === MARKS['internal-chat'] ? 'internal-chat' : 'user-chat', userChatId: id };
}

/** The id of the user chat or the team room. */
export const idOfPlace = (place: Place): string => (place.type === 'team-room' ? place.teamRoomId : place.userChatId);

/** Stored for ever, in every meet's id. */
const MARKS = { 'user-chat': 'uc', 'internal-chat': 'ic', 'team-room': 'tr' } as const satisfies Record<
  Place['type'],
  string
>;

const categories = [
  'channel',
  'manager',
  'duty',
  'phonequeue',
  'customer',
  'account',
  'userchat',
  'teamroom',
  'meet',
] as const;
/** The categories of streams that are a channel's own. */
export type ChannelStreamCategory = (typeof categories)[number];
export type StreamCategory = ChannelStreamCategory | 'phonenumber';

/** The channel and category a stream belongs to, or null for a stream that is no channel's: a number's, or none of the domain's. */
export function parseStream(
  stream: string,
): { category: ChannelStreamCategory; channelId: string; rest: string } | null {
  const match = /^([a-z]+)-([^:]+)(?::(.*))?$/.exec(stream);
  const category = categories.find((name) => name === match?.[1]);
  const channelId = decoded(match?.[2] ?? '');
  if (!match || !category || channelId === null) return null;
  return { category, channelId, rest: match[3] ?? '' };
}

/** Null for what {@link part} cannot have written: another program's stream may be called anything. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
