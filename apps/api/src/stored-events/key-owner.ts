import type { Person } from '@meets/meet-domain';

/**
 * Whose key seals this person's data. Each part is percent-encoded: ids may hold any character, and two people must never
 * share a key, because forgetting the one would erase the other.
 */
export const keyOwner = (channelId: string, person: Person): string =>
  [channelId, person.role, person.id].map(encodeURIComponent).join('/');
