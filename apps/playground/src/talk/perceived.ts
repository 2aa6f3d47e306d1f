import type { OwnKind, QualityLevel, ReceivedTrack } from '@meets/meet-client/media';
import type { TalkState } from './talk-state.ts';

/** From which level on somebody counts as speaking, and as speaking up, in dBov. */
export const SPEAKING_DBOV = -60;
export const LOUD_DBOV = -25;

/** What is to be played: everybody's sound but one's own, which another window of the same person may send. */
export const soundsOf = ({ received }: TalkState, myId: string): readonly ReceivedTrack[] =>
  received.filter(({ kind, from }) => kind === 'AUDIO' && from.id !== myId);

/** A camera or a screen that can be shown. */
export interface ShownPicture {
  readonly track: MediaStreamTrack;
  /** Its id among what is received; null for one's own, as it is before it is sent. */
  readonly receivedId: string | null;
}

/** That person's camera or screen, where something of it comes. */
export function pictureOf(
  { received, own }: TalkState,
  kind: Exclude<OwnKind, 'AUDIO'>,
  personId: string,
  myId: string,
): ShownPicture | null {
  const mine = personId === myId ? own.get(kind) : undefined;
  if (mine) return { track: mine, receivedId: null };
  const theirs = received.find((one) => one.kind === kind && one.from.id === personId && !one.paused);
  return theirs ? { track: theirs.track, receivedId: theirs.id } : null;
}

export type Loudness = 'silent' | 'speaking' | 'loud';

/** How loud that person is. Of one's own track a window knows the level, but no name: it is the one that it does not receive. */
export function loudnessOf({ received, levels }: TalkState, personId: string, myId: string): Loudness {
  const theirs = [...levels].filter(([trackId]) => {
    const from = received.find(({ id }) => id === trackId)?.from.id ?? myId;
    return from === personId;
  });
  const level = Math.max(...theirs.map(([, dbov]) => dbov), Number.NEGATIVE_INFINITY);
  return level >= LOUD_DBOV ? 'loud' : level >= SPEAKING_DBOV ? 'speaking' : 'silent';
}

/** From the worst to the best. */
const LEVELS: readonly QualityLevel[] = ['lost', 'poor', 'fair', 'good'];

/** How well it goes between here and that person: the worst of what comes from them; one's own is how what is sent gets there. */
export function connectionOf({ received, quality }: TalkState, personId: string, myId: string): QualityLevel | null {
  if (personId === myId) return quality.own?.level ?? null;
  const theirs = received.filter(({ from }) => from.id === personId).map(({ id }) => quality.received.get(id)?.level);
  return LEVELS.find((level) => theirs.includes(level)) ?? null;
}
