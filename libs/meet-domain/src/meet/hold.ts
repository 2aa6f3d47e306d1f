import { accept, refuse } from '../decider.ts';
import { type Person, personOf } from '../person.ts';
import type { HoldCall } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { Meet } from './fold.ts';
import { isOver, isStranger, staysNow, stayOf } from './standing.ts';

/**
 * A manager who is in a call by phone puts its customer on hold, or back. The line itself only takes a hold back, where the other end
 * refused it: then nobody is to be named but who is in.
 */
export function holdCall({ at, by, on }: HoldCall, meet: Meet): MeetDecision {
  const person = by.role === 'system' ? lineFor(meet) : personOf(by);
  if (person === null) return refuse({ reason: 'not-allowed', guards: ['ROLE_NOT_ALLOWED'] });
  if (isStranger(meet, person)) return refuse({ reason: 'unknown' });
  if (person.role === 'customer') return refuse({ reason: 'not-allowed', guards: ['MANAGERS_ONLY'] });
  if (meet.kind !== 'PHONE') return refuse({ reason: 'not-allowed', guards: ['KIND_NOT_ALLOWED'] });
  if (isOver(meet)) return refuse({ reason: 'over' });
  if (meet.phase !== 'LIVE') return refuse({ reason: 'not-answered' });
  if (stayOf(meet, person) === undefined) return refuse({ reason: 'not-in-meet' });
  if (meet.onHold === on) return accept();
  return accept({ type: on ? 'CallHeld' : 'CallResumed', at, by, data: { participant: person } });
}

const lineFor = (meet: Meet): Person | null =>
  staysNow(meet).find(({ person }) => person.role === 'manager')?.person ?? null;
