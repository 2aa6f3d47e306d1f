import { DONE, type Reaction } from './reaction.ts';
import { dueAt, entryId } from './agenda-entry.ts';

/** R12: a ring that nobody settled by its deadline is over, whatever restarts and clock jumps happened in between. */
export const ringTimer: Reaction<'ring-timer'> = {
  plan({ channelId, subject: meetId, fact, cause }, agenda) {
    const id = entryId('ring-timer', channelId, meetId);
    switch (fact.type) {
      case 'MeetRang': {
        const { deadline } = fact.data;
        // A ring that moved on (R15) takes the place of the first, with the same deadline.
        agenda.put({
          id,
          channelId,
          task: { kind: 'ring-timer', meetId, deadline },
          ...dueAt(deadline, fact.at),
          cause,
        });
        return;
      }
      case 'MeetAccepted':
      case 'MeetMissed':
        agenda.remove(id);
    }
  },
  async run({ channelId, task: { meetId, deadline }, cause }, _, { commands }) {
    await commands.timeOutRing({ channelId, meetId, deadline, cause });
    return DONE;
  },
};
