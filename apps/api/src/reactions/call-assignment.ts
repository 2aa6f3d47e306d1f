import type { Staff } from '../commands/staff.ts';
import type { Agenda } from './agenda.ts';
import { AT_ONCE, dueAt, entryId } from './agenda-entry.ts';
import type { Books } from './books.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/**
 * R39: whenever a call waits, or a manager may have become free, the channel's waiting calls are gone through, the longest waiting
 * first, and each rings whoever is free and idle longest. Whom these books take for free, their duty's stream may know better.
 */
export const callAssignment: Reaction<'call-assignment'> = {
  on: {
    MeetQueued: assign,
    ManagerBecameAvailable: assign,
    ManagerBecameUnavailable: assign,
    DoNotDisturbTurnedOff: assign,
    CallLimitChanged: assign,
    ManagerReleased: assign,
    CallFinished: assign,
    WrapUpEnded: assign,
    ManagerPut: assign,
    ManagerForgotten: assign,
    ManagerCameOnline: assign,
    ChannelPut: assign,
    RingSkipped: assign,
    RingDeclined: assign,
    RingUnanswered: assign,
    ColleagueRingWithdrawn: assign,
    CustomerAwaited: assign,
    ParticipantLeft: assign,
    MeetAccepted: assign,
    MeetMissed: assign,
    MeetEnded: assign,
  },
  async run({ channelId, cause }, _, { commands, books }) {
    for (const meetId of books.calls.waiting(channelId)) {
      const { onDuty, busy } = staffOf(books, channelId);
      const candidates = onDuty.filter((managerId) => !busy.includes(managerId));
      await commands.ringNext({ channelId, meetId, candidates, onDuty, cause });
    }
    return DONE;
  },
};

/** Who there is for calls, the longest idle first. */
export function staffOf({ calls }: Pick<Books, 'calls'>, channelId: string): Staff {
  const onDuty = calls.onDuty(channelId).map(({ managerId }) => managerId);
  return { onDuty, busy: onDuty.filter((managerId) => calls.isBusy(channelId, managerId)) };
}

/** One look for all that has changed so far; where it is being done already, it is done once more. */
function assign({ channelId, cause }: Told, agenda: Agenda, books: Books): void {
  if (books.calls.waiting(channelId).length === 0) return;
  const id = entryId('call-assignment', channelId);
  agenda.put({ id, channelId, task: { kind: 'call-assignment' }, ...AT_ONCE, cause });
}

/** R39: a call waits until its time is over, whatever restarts and clock jumps happened in between. */
export const queueTimer: Reaction<'queue-timer'> = {
  on: {
    MeetQueued({ channelId, subject: meetId, fact, cause }, agenda) {
      const { until } = fact.data;
      const id = entryId('queue-timer', channelId, meetId);
      agenda.put({ id, channelId, task: { kind: 'queue-timer', meetId, until }, ...dueAt(until), cause });
    },
    MeetRang: stopWaiting,
    MeetMissed: stopWaiting,
  },
  async run({ channelId, task: { meetId, until }, cause }, _, { commands, books }) {
    await commands.timeOutQueue({ channelId, meetId, until, onDuty: staffOf(books, channelId).onDuty, cause });
    return DONE;
  },
};

function stopWaiting({ channelId, subject: meetId }: Told, agenda: Agenda): void {
  agenda.remove(entryId('queue-timer', channelId, meetId));
}
