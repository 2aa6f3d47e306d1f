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
export const customerStream = (channelId: string, customerId: string): string =>
  `customer-${part(channelId)}:${part(customerId)}`;
export const userChatStream = (channelId: string, userChatId: string): string =>
  `userchat-${part(channelId)}:${part(userChatId)}`;
export const meetStream = (channelId: string, meetId: string): string => `${meetStreamPrefix(channelId)}${meetId}`;
/** Every meet of a channel lies under this prefix, and nothing else does. */
export const meetStreamPrefix = (channelId: string): string => `meet-${part(channelId)}:`;
export const personStream = (channelId: string, person: Person): string =>
  person.role === 'manager' ? managerStream(channelId, person.id) : customerStream(channelId, person.id);

/** The id of a place's n-th meet (n from 1): "one live meet per place" (R7) is "this stream is new" because of it. */
export const meetIdOf = (place: Place, n: number): string => `uc.${part(place.userChatId)}.${n}`;

const categories = ['channel', 'manager', 'customer', 'userchat', 'meet'] as const;
export type StreamCategory = (typeof categories)[number];

/** The channel and category a stream belongs to, or null for a stream that is none of the domain's. */
export function parseStream(stream: string): { category: StreamCategory; channelId: string; rest: string } | null {
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
