import type { Meet } from '@meets/meet-client';
import type { DeskState } from './desk-state.ts';

type Participant = Meet['participants'][number];

/** Who is in now, in the order they came. */
export const inNow = ({ participants }: Meet): readonly Participant[] =>
  participants.filter(({ leftAt }) => leftAt === null);

/** That person's stay, where they are in now. */
export const stayOf = (meet: Meet, personId: string): Participant | null =>
  inNow(meet).find(({ person }) => person.id === personId) ?? null;

/** The meet that this person is in now, among those of their places. */
export const meetOf = (meets: readonly Meet[], personId: string): Meet | null =>
  meets.find((meet) => meet.state === 'LIVE' && stayOf(meet, personId) !== null) ?? null;

/** Missed in a user chat, and not called back yet (R13). */
export const isOpenMissed = (meet: Meet): boolean =>
  meet.state === 'MISSED' && meet.handledAt === null && meet.place.__typename === 'UserChat';

/** `1:05`, or `1:02:05` from an hour on. Never negative. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** The meets that are not over in the places of a desk, in each place one at most (R7). */
export const liveMeets = ({ chats, rooms }: Pick<DeskState, 'chats' | 'rooms'>): readonly Meet[] =>
  [
    ...chats.flatMap(({ liveMeet, internalChat }) => [liveMeet, internalChat?.liveMeet]),
    ...rooms.map(({ liveMeet }) => liveMeet),
  ].filter((meet) => meet != null);
