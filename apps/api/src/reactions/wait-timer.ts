import { dueAt, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';

/** R18: a meet waits for its offline customer until the wait is over, and is missed then. */
export const waitTimer: Reaction<'wait-timer'> = {
  plan({ channelId, subject: meetId, fact, cause }, agenda) {
    const id = entryId('wait-timer', channelId, meetId);
    switch (fact.type) {
      case 'CustomerAwaited': {
        const { until } = fact.data;
        agenda.put({ id, channelId, task: { kind: 'wait-timer', meetId, until }, ...dueAt(until, fact.at), cause });
        return;
      }
      case 'MeetAccepted':
      case 'MeetMissed':
        agenda.remove(id);
    }
  },
  async run({ channelId, task: { meetId, until }, cause }, _, { commands }) {
    await commands.timeOutWait({ channelId, meetId, until, cause });
    return DONE;
  },
};
