import { accept, type Timestamp } from '../decider.ts';
import { samePerson } from '../person.ts';
import { isPastDeadline, missed, reasonOfGivingUp } from './answer.ts';
import type {
  LoseConnection,
  MarkMissedMeetHandled,
  MoveRing,
  NoteMediaLost,
  RecordFollowUp,
  TimeOutRing,
  TimeOutWait,
} from './commands.ts';
import type { MeetDecision } from './decision.ts';
import type { Meet, Participant } from './state.ts';
import { departure } from './participation.ts';
import { soundingRings, stayOf } from './standing.ts';
import { withoutPhoneNumbers } from './without-phone-numbers.ts';

/*
 * What timers and reactions order. They come late, twice or after the fact as a matter of course, so none of these is
 * ever refused: where there is nothing to do any more, nothing is done.
 */

/** R12: missed, once the deadline has come and nobody answered. Exactly at the deadline is late enough. */
export function timeOutRing(command: TimeOutRing, meet: Meet): MeetDecision {
  if (meet.phase !== 'RINGING' || !isPastDeadline(meet, command.at)) return accept();
  return accept(missed(command, 'RING_TIMED_OUT'));
}

/** R18: missed, once the wait is over and the customer never came. */
export function timeOutWait(command: TimeOutWait, meet: Meet): MeetDecision {
  if (meet.phase !== 'WAITING_FOR_CUSTOMER' || !isPastDeadline(meet, command.at)) return accept();
  return accept(missed(command, 'UNREACHABLE_DEVICE'));
}

/** R15: the old assignee's ring stops and the new one's begins, with the same deadline: moving buys no time. */
export function moveRing({ at, by, to }: MoveRing, meet: Meet): MeetDecision {
  const [ring] = soundingRings(meet);
  if (!ring || meet.direction !== 'INBOUND' || meet.kind === 'PHONE' || isPastDeadline(meet, at)) return accept();
  // A customer's call is a manager's to answer, and a chat that lost its assignee rings on where it is.
  if (to?.role !== 'manager' || samePerson(ring.callee, to)) return accept();
  return accept(
    { type: 'RingSkipped', at, by, data: { callee: ring.callee } },
    { type: 'MeetRang', at, by, data: { callee: to, deadline: ring.deadline } },
  );
}

/**
 * R18: what became of telling the customer, once. Kept even where the meet was settled in the meantime: it was sent. The
 * texts come from outside and may quote the number that was texted, which no meet may hold (R6).
 */
export function recordFollowUp({ at, by, via, failure }: RecordFollowUp, meet: Meet): MeetDecision {
  if (meet.waitUntil === null || meet.followUp !== 'none') return accept();
  if (failure === null) return accept({ type: 'FollowUpSent', at, by, data: { via: withoutPhoneNumbers(via) } });
  const data = { via: withoutPhoneNumbers(via), why: withoutPhoneNumbers(failure) };
  return accept({ type: 'FollowUpFailed', at, by, data });
}

/**
 * R33: the person's connection was lost and stayed lost. Who is in has left; a caller whose call still rings has given
 * up; a manager whose meet waits for its customer need not watch it wait. Who entered anew after the loss is there after all.
 */
export function loseConnection(command: LoseConnection, meet: Meet): MeetDecision {
  const { at, person, lostSince } = command;
  // Who calls by phone is there as long as the line is, whatever becomes of their devices.
  if (meet.kind === 'PHONE' && person.role === 'customer') return accept();
  if (meet.phase === 'RINGING' && samePerson(person, meet.startedBy)) {
    // Past the deadline the outcome is the timer's to tell.
    const gone = meet.startedAt <= lostSince && !isPastDeadline(meet, at);
    return gone ? accept(missed(command, reasonOfGivingUp(meet))) : accept();
  }
  const stay = meet.phase === 'LIVE' ? stayOf(meet, person) : undefined;
  if (!stay || enteredAt(stay, meet) > lostSince) return accept();
  return accept(...departure(command, person, 'CONNECTION_LOST', meet));
}

/** R13: a newer meet called this missed one back. The first call back counts. */
export function markMissedMeetHandled(command: MarkMissedMeetHandled, meet: Meet): MeetDecision {
  const { at, by, callbackMeetId } = command;
  if (meet.phase !== 'MISSED' || meet.handledAt !== null) return accept();
  return accept({ type: 'MissedMeetHandled', at, by, data: { callbackMeetId } });
}

/** Told once of each loss. Before the answer there are no media to lose, and after the end nobody to miss them. */
export function noteMediaLost({ at, by }: NoteMediaLost, meet: Meet): MeetDecision {
  const known = meet.mediaLostAt !== null && meet.mediaLostAt >= at;
  return meet.phase === 'LIVE' && !known
    ? accept({ type: 'MediaLost', at, by, data: { cause: 'worker-died' } })
    : accept();
}

/**
 * When the person last showed themselves by coming in. Who started is brought in by the other's answer, which proves
 * nothing of their own connection: for that stay it is the start, as it is where the meet was live from there on.
 */
function enteredAt(stay: Participant, meet: Meet): Timestamp {
  const broughtIn = samePerson(stay.person, meet.startedBy) && stay.joinedAt === meet.answeredAt;
  return broughtIn ? meet.startedAt : stay.joinedAt;
}
