import type { DomainEventOf } from '@meets/meet-domain';
import type { Agenda } from './agenda.ts';
import { dueAt, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** R12: a ring that nobody settled by its deadline is over, whatever restarts and clock jumps happened in between. */
export const ringTimer: Reaction<'ring-timer'> = {
  on: {
    // A ring that moved on (R15) takes the place of the first, with the same deadline.
    MeetRang: begin,
    CallDialled: begin,
    MeetAccepted: stop,
    MeetMissed: stop,
  },
  async run({ channelId, task: { meetId, deadline }, cause }, _, { commands }) {
    await commands.timeOutRing({ channelId, meetId, deadline, cause });
    return DONE;
  },
};

function begin(
  { channelId, subject: meetId, fact, cause }: Told<DomainEventOf<'MeetRang' | 'CallDialled'>>,
  agenda: Agenda,
): void {
  const { deadline } = fact.data;
  const id = entryId('ring-timer', channelId, meetId);
  agenda.put({ id, channelId, task: { kind: 'ring-timer', meetId, deadline }, ...dueAt(deadline), cause });
}

function stop({ channelId, subject: meetId }: Told, agenda: Agenda): void {
  agenda.remove(entryId('ring-timer', channelId, meetId));
}
