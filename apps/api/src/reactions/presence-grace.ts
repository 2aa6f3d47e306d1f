import type { Person } from '@meets/meet-domain';
import type { Agenda } from './agenda.ts';
import { dueAt, entryId } from './agenda-entry.ts';
import type { Absence } from './books.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** R33: who has been away for the whole grace has left whatever they were in, and given up what they were calling. */
export const presenceGrace: Reaction<'presence-grace'> = {
  plan(told, agenda, books) {
    const { channelId, fact } = told;
    const person = concerned(told);
    if (!person) return;
    const absence = books.absenceOf(channelId, person);
    if (absence) return watch(agenda, channelId, person, absence);
    if (fact.type !== 'ParticipantJoined') agenda.remove(entryId('presence-grace', channelId, person.role, person.id));
  },
  async run({ channelId, task: { person, lostSince, graceUntil }, cause }, _, { commands, books }) {
    for (const meetId of books.meetsOf(channelId, person)) {
      await commands.loseConnection({ channelId, meetId, person, lostSince, graceUntil, cause });
    }
    return DONE;
  },
};

/** Whose presence the event tells of. Somebody who joined may have been brought in, by the other's answer, while away. */
function concerned({ fact }: Told): Person | null {
  switch (fact.type) {
    case 'ManagerWentOffline':
    case 'ManagerCameOnline':
      return { role: 'manager', id: fact.data.managerId };
    case 'CustomerWentOffline':
    case 'CustomerCameOnline':
      return { role: 'customer', id: fact.data.customerId };
    case 'ParticipantJoined':
      return fact.data.participant;
    default:
      return null;
  }
}

function watch(agenda: Agenda, channelId: string, person: Person, { lostSince, graceUntil, cause }: Absence): void {
  const id = entryId('presence-grace', channelId, person.role, person.id);
  const task = { kind: 'presence-grace', person, lostSince, graceUntil } as const;
  agenda.put({ id, channelId, task, ...dueAt(graceUntil, lostSince), cause });
}
