import type { Agenda } from './agenda.ts';
import { dueAt, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** R18: a meet waits for its offline customer until the wait is over, and is missed then. */
export const waitTimer: Reaction<'wait-timer'> = {
  on: {
    CustomerAwaited({ channelId, subject: meetId, fact, cause }, agenda) {
      const { until } = fact.data;
      const id = entryId('wait-timer', channelId, meetId);
      agenda.put({ id, channelId, task: { kind: 'wait-timer', meetId, until }, ...dueAt(until), cause });
    },
    MeetAccepted: stop,
    MeetMissed: stop,
  },
  async run({ channelId, task: { meetId, until }, cause }, _, { commands }) {
    await commands.timeOutWait({ channelId, meetId, until, cause });
    return DONE;
  },
};

function stop({ channelId, subject: meetId }: Told, agenda: Agenda): void {
  agenda.remove(entryId('wait-timer', channelId, meetId));
}
