/** Somebody's or something's id within a channel, as a key for maps. */
export const scopedKey = (channelId: string, id: string): string =>
  // The length says where the one ends and the other begins; ids may hold any character.
  `${channelId.length}:${channelId}${id}`;
