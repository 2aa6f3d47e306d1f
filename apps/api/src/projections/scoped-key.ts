import { type Person, personKey } from '@meets/meet-domain';

/** Somebody's or something's id within a channel, as a key for maps. */
export const scopedKey = (channelId: string, id: string): string =>
  // The length says where the one ends and the other begins; ids may hold any character.
  `${channelId.length}:${channelId}${id}`;

/** What {@link scopedKey} made the key of. */
export function scopeOfKey(key: string): { readonly channelId: string; readonly id: string } {
  const start = key.indexOf(':') + 1;
  const end = start + Number(key.slice(0, start - 1));
  return { channelId: key.slice(start, end), id: key.slice(end) };
}

/** A person within a channel, as a key. */
export const personScope = (channelId: string, person: Person): string => scopedKey(channelId, personKey(person));
