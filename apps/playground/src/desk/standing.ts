import type { Meet } from '@meets/meet-client';
import type { DeskState } from './desk-state.ts';
import { placeOf } from './place.ts';

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

type Places = Pick<DeskState, 'chats' | 'rooms' | 'meets' | 'calls'>;

/** The meets that are not over in the places of a desk, in each place one at most (R7), and those that this person is a guest of; and calls by phone. */
export const liveMeets = (desk: Places, personId: string): readonly Meet[] =>
  [
    ...desk.chats.flatMap(({ liveMeet, internalChat }) => [liveMeet, internalChat?.liveMeet]),
    ...desk.rooms.map(({ liveMeet }) => liveMeet),
    ...guestMeets(desk, personId),
    ...desk.calls,
  ].filter((meet) => meet != null);

/** Live ones in rooms that are not this person's to see, whom a link brought in (R27). */
export const guestMeets = ({ rooms, meets }: Pick<Places, 'rooms' | 'meets'>, personId: string): readonly Meet[] =>
  meets.filter(
    (meet) =>
      meet.state === 'LIVE' &&
      meet.place.__typename === 'TeamRoom' &&
      !rooms.some(({ id }) => id === placeOf(meet).id) &&
      stayOf(meet, personId) !== null,
  );
