import { type Person, personKey } from '@meets/meet-domain';

/** Somebody's or something's id within a channel, as a key for maps. */
export const scopedKey = (channelId: string, id: string): string =>
  // The length says where the one ends and the other begins; ids may hold any character.
  `${channelId.length}:${channelId}${id}`;

/** A person within a channel, as a key. */
export const personScope = (channelId: string, person: Person): string => scopedKey(channelId, personKey(person));
