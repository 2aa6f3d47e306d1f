import { type Person, samePerson } from '../person.ts';
import type { Meet, MeetState, Participant, Ring } from './state.ts';

/** Has the meet come to its end, answered or not? Terminal: it never goes back. False where no meet began. */
export const isOver = (meet: MeetState): boolean => meet?.phase === 'ENDED' || meet?.phase === 'MISSED';

/**
 * Does the meet occupy its place (R7)? True from its start, ringing and waiting included, to its end; false where no
 * meet began. The phase LIVE alone, answered and not over, is asked by comparing `phase`.
 */
export const isLive = (meet: MeetState): boolean => meet !== null && !isOver(meet);

/** The person's present stay, or undefined where they are not in. */
export const stayOf = (meet: Meet, person: Person): Participant | undefined =>
  meet.participants.find((stay) => stay.leftAt === null && samePerson(stay.person, person));

/** Everybody who is in now: one stay each, whatever the number of their devices (R5). */
export const staysNow = (meet: Meet): readonly Participant[] =>
  meet.participants.filter((stay) => stay.leftAt === null);

/** The newest ring of this person, or undefined where they were never rung. */
export const ringOf = (meet: Meet, person: Person): Ring | undefined =>
  meet.rings.findLast((ring) => samePerson(ring.callee, person));

/** The rings that sound now. In a user chat at most one person is rung at a time; in a direct message all others are. */
export const soundingRings = (meet: Meet): readonly Ring[] => meet.rings.filter(({ outcome }) => outcome === 'RINGING');

/** Does this person's own ring sound now? */
export const isRung = (meet: Meet, person: Person): boolean => ringOf(meet, person)?.outcome === 'RINGING';

/** Is this the customer whom the meet waits, or waited, for (R18)? */
export const isAwaited = (meet: Meet, person: Person): boolean =>
  meet.waitUntil !== null && person.role === 'customer' && person.id === meet.customerId;

/** Is this a customer who has no part in the meet, and so may not even know of it? Of an internal or team meet, all are. */
export const isStranger = (meet: Meet, person: Person): boolean =>
  person.role === 'customer' && person.id !== meet.customerId;
