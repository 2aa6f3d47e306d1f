import type { DomainEventType } from '@meets/meet-domain';
import type { Agenda } from './agenda.ts';
import type { AgendaEntry } from './agenda-entry.ts';
import { assigneeChange } from './assignee-change.ts';
import type { Books } from './books.ts';
import { callAnswered, callDuty, callOver, callPassedOn } from './call-aftermath.ts';
import { callAssignment, queueTimer } from './call-assignment.ts';
import { callBack } from './call-back.ts';
import { reservationTimer, wrapUpTimer } from './duty-timers.ts';
import { callHandedOver, colleagueRingTimer } from './colleagues.ts';
import { followUp } from './follow-up.ts';
import { forgottenKey } from './forgotten-key.ts';
import { presenceGrace } from './presence-grace.ts';
import type { Outcome, Tools } from './reaction.ts';
import { ringTimer } from './ring-timer.ts';
import { roomMembership } from './room-membership.ts';
import { tell, type Told, typesHeard } from './told.ts';
import { waitTimer } from './wait-timer.ts';

/** Takes an event into the books, then lets every reaction write what follows from it. */
export function plan(told: Told, agenda: Agenda, books: Books): void {
  tell(books.keep, told);
  tell(books.calls.keep, told);
  for (const reaction of REACTIONS) tell(reaction.on, told, agenda, books);
  tell(books.calls.close, told);
}

/** The types of event that anything is done about; the others need not even be read. */
export const typesToFollow = (books: Books): readonly DomainEventType[] =>
  typesHeard(books.keep, books.calls.keep, books.calls.close, ...REACTIONS.map((reaction) => reaction.on));

/** Does what an entry says. */
export function run(entry: AgendaEntry, attempt: number, tools: Tools): Promise<Outcome> {
  const { task } = entry;
  switch (task.kind) {
    case 'ring-timer':
      return ringTimer.run({ ...entry, task }, attempt, tools);
    case 'wait-timer':
      return waitTimer.run({ ...entry, task }, attempt, tools);
    case 'presence-grace':
      return presenceGrace.run({ ...entry, task }, attempt, tools);
    case 'reservation-timer':
      return reservationTimer.run({ ...entry, task }, attempt, tools);
    case 'wrap-up-timer':
      return wrapUpTimer.run({ ...entry, task }, attempt, tools);
    case 'call-assignment':
      return callAssignment.run({ ...entry, task }, attempt, tools);
    case 'queue-timer':
      return queueTimer.run({ ...entry, task }, attempt, tools);
    case 'call-passed-on':
      return callPassedOn.run({ ...entry, task }, attempt, tools);
    case 'call-answered':
      return callAnswered.run({ ...entry, task }, attempt, tools);
    case 'call-duty':
      return callDuty.run({ ...entry, task }, attempt, tools);
    case 'colleague-ring-timer':
      return colleagueRingTimer.run({ ...entry, task }, attempt, tools);
    case 'call-handed-over':
      return callHandedOver.run({ ...entry, task }, attempt, tools);
    case 'call-over':
      return callOver.run({ ...entry, task }, attempt, tools);
    case 'assignee-change':
      return assigneeChange.run({ ...entry, task }, attempt, tools);
    case 'follow-up':
      return followUp.run({ ...entry, task }, attempt, tools);
    case 'call-back':
      return callBack.run({ ...entry, task }, attempt, tools);
    case 'room-membership':
      return roomMembership.run({ ...entry, task }, attempt, tools);
    case 'forgotten-key':
      return forgottenKey.run({ ...entry, task }, attempt, tools);
  }
}

const REACTIONS = [
  ringTimer,
  waitTimer,
  reservationTimer,
  wrapUpTimer,
  callAssignment,
  queueTimer,
  callPassedOn,
  callAnswered,
  callDuty,
  callOver,
  colleagueRingTimer,
  callHandedOver,
  presenceGrace,
  assigneeChange,
  followUp,
  callBack,
  roomMembership,
  forgottenKey,
] as const;
