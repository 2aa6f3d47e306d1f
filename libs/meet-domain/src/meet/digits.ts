import { accept, refuse } from '../decider.ts';
import { managerOnCall } from './at-telephone.ts';
import type { NoteDigits, SendDigits } from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { Meet } from './state.ts';
import { isOver, isStranger } from './standing.ts';

/*
 * What is pressed on a telephone may be a card's number or a secret code. So no order and no event holds it: the digits go from who
 * presses them to who listens, and what is kept is that somebody pressed so many.
 */

/** May this manager have digits pressed? Nothing follows from it here: that they were pressed, the line tells. */
export function sendDigits({ by }: SendDigits, meet: Meet): MeetDecision {
  const found = managerOnCall(by, meet);
  return 'reason' in found ? refuse(found) : accept();
}

/** So many were pressed, by this person: by a manager towards the telephone, or on the telephone by its customer. */
export function noteDigits({ at, by, pressId, person, count }: NoteDigits, meet: Meet): MeetDecision {
  if (isStranger(meet, person)) return refuse({ reason: 'unknown' });
  if (meet.kind !== 'PHONE' || isOver(meet) || count < 1 || meet.lastPressId === pressId) return accept();
  return accept({ type: 'DigitsPressed', at, by, data: { pressId, person, count } });
}
