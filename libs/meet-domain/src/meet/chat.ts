import { type Person } from '../person.ts';
import type { MeetState } from './state.ts';
import type { MeetRefusal } from './refusals.ts';
import { isOver, isStranger, stayOf } from './standing.ts';

/**
 * R25: why this person may not chat in the meet, writing or reading; null where they may: they are in a team meet now.
 * There is no order and no event, for what is said in it is never stored.
 */
export function whyNoChat(meet: MeetState, person: Person): MeetRefusal | null {
  if (meet === null || isStranger(meet, person)) return { reason: 'unknown' };
  if (meet.place.type !== 'team-room') return { reason: 'not-allowed', guards: ['FEATURE_NOT_AVAILABLE'] };
  if (isOver(meet)) return { reason: 'over' };
  if (meet.phase !== 'LIVE') return { reason: 'not-answered' };
  return stayOf(meet, person) ? null : { reason: 'not-in-meet' };
}
