import { accept, refuse } from '../decider.ts';
import type { Person } from '../person.ts';
import { managerOnCall } from './at-telephone.ts';
import type { HoldCall } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { Meet } from './state.ts';
import { staysNow } from './standing.ts';

/**
 * A manager who is in a call by phone puts its customer on hold, or back. The line itself only takes a hold back, where the other end
 * refused it: then nobody is to be named but who is in.
 */
export function holdCall({ at, by, on }: HoldCall, meet: Meet): MeetDecision {
  const found = managerOnCall((by.role === 'system' ? lineFor(meet) : null) ?? by, meet);
  if ('reason' in found) return refuse(found);
  if (meet.onHold === on) return accept();
  return accept({ type: on ? 'CallHeld' : 'CallResumed', at, by, data: { participant: found } });
}

const lineFor = (meet: Meet): Person | null =>
  staysNow(meet).find(({ person }) => person.role === 'manager')?.person ?? null;
