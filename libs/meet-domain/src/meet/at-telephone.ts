import type { Actor } from '../decider.ts';
import { type Person, personOf } from '../person.ts';
import type { Meet } from './state.ts';
import type { MeetRefusal } from './refusals.ts';
import { isOver, isStranger, stayOf } from './standing.ts';

/** Who may do something to the telephone of a call: a manager who is in it. The manager, or why this is none. */
export function managerOnCall(by: Actor, meet: Meet): Person | MeetRefusal {
  const person = personOf(by);
  if (person === null) return { reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] };
  if (isStranger(meet, person)) return { reason: 'unknown' };
  if (person.role === 'customer') return { reason: 'not-allowed', guards: ['MANAGERS_ONLY'] };
  if (meet.kind !== 'PHONE') return { reason: 'not-allowed', guards: ['KIND_NOT_ALLOWED'] };
  if (isOver(meet)) return { reason: 'over' };
  if (meet.phase !== 'LIVE') return { reason: 'not-answered' };
  return stayOf(meet, person) ? person : { reason: 'not-in-meet' };
}
