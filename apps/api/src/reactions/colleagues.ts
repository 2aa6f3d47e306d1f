import { placeOfMeetId } from '@meets/meet-domain';
import type { Agenda } from './agenda.ts';
import { AT_ONCE, dueAt, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** R12: a colleague’s ring that nobody settled by its deadline is over, whatever became of their duty meanwhile. */
export const colleagueRingTimer: Reaction<'colleague-ring-timer'> = {
  on: {
    ColleagueRang({ channelId, subject: meetId, fact, cause }, agenda) {
      const { callee, deadline } = fact.data;
      const task = { kind: 'colleague-ring-timer', meetId, managerId: callee.id } as const;
      const id = entryId(task.kind, channelId, meetId, callee.id);
      agenda.put({ id, channelId, task, ...dueAt(deadline), cause });
    },
    ColleagueAnswered: (told, agenda) => stop(told, told.fact.data.callee.id, agenda),
    ColleagueRingWithdrawn: (told, agenda) => stop(told, told.fact.data.callee.id, agenda),
    RingDeclined: (told, agenda) => stop(told, told.fact.data.callee.id, agenda),
    RingUnanswered: (told, agenda) => stop(told, told.fact.data.callee.id, agenda),
  },
  async run({ channelId, task: { meetId, managerId }, cause }, _, { commands }) {
    await commands.passRing({ channelId, meetId, managerId, cause });
    return DONE;
  },
};

function stop({ channelId, subject: meetId }: Told, managerId: string, agenda: Agenda): void {
  agenda.remove(entryId('colleague-ring-timer', channelId, meetId, managerId));
}

/** R37: who took a call over has its chat from then on. */
export const callHandedOver: Reaction<'call-handed-over'> = {
  on: {
    CallHandedOver({ channelId, subject: meetId, fact, cause }, agenda) {
      const place = placeOfMeetId(meetId);
      if (place?.type !== 'user-chat') return;
      const [from, to] = [fact.data.from.id, fact.data.to.id];
      const { userChatId } = place;
      // Each by itself: of two in a row the first must not be lost.
      const id = entryId('call-handed-over', channelId, meetId, from, to);
      agenda.put({
        id,
        channelId,
        task: { kind: 'call-handed-over', meetId, userChatId, from, to },
        ...AT_ONCE,
        cause,
      });
    },
  },
  async run({ channelId, task, cause }, _, { commands }) {
    await commands.noteCallHandedOver({ channelId, ...task, cause });
    return DONE;
  },
};
