import type { Meet } from '@meets/meet-client';
import { stayOf } from '../desk/standing.ts';

/** How many meets a window remembers to have talked in. */
export const KEPT_CLAIMS = 20;

/**
 * Which meets this window talks in: those that were begun, answered or joined here, or taken over from another window. A person
 * may have several windows; each of them would send their voice, and play everybody's. Survives a reload.
 */
export interface Claims {
  /** The newest last; the same array until something changes. */
  readonly all: () => readonly string[];
  readonly take: (meetId: string) => void;
  /** Answers how to hear no more. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function claimsIn(storage: Pick<Storage, 'getItem' | 'setItem'>, personId: string): Claims {
  const key = `meets-talks-${personId}`;
  let all = (storage.getItem(key) ?? '').split(' ').filter((id) => id !== '');
  const listeners = new Set<() => void>();
  return {
    all: () => all,
    take(meetId) {
      all = [...all.filter((id) => id !== meetId), meetId].slice(-KEPT_CLAIMS);
      storage.setItem(key, all.join(' '));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Where this window talks now: in one meet, the one taken last of those that the person is in. */
export const talkingIn = (claimed: readonly string[], live: readonly Meet[], personId: string): Meet | null =>
  claimed
    .toReversed()
    .map((id) => live.find((meet) => meet.id === id))
    .find((meet) => meet?.state === 'LIVE' && stayOf(meet, personId) !== null) ?? null;
