import type { Person } from '@meets/meet-domain';
import type { Agenda } from './agenda.ts';
import { dueAt, entryId } from './agenda-entry.ts';
import type { Books } from './books.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** R33: who has been away for the whole grace has left whatever they were in, and given up what they were calling. */
export const presenceGrace: Reaction<'presence-grace'> = {
  on: {
    ManagerWentOffline: (told, agenda, books) => watch(told, manager(told.fact.data.managerId), agenda, books),
    CustomerWentOffline: (told, agenda, books) => watch(told, customer(told.fact.data.customerId), agenda, books),
    // Whoever joined may have been brought in, by the other's answer, while away.
    ParticipantJoined: (told, agenda, books) => watch(told, told.fact.data.participant, agenda, books),
    ManagerCameOnline: (told, agenda) => forget(told, manager(told.fact.data.managerId), agenda),
    CustomerCameOnline: (told, agenda) => forget(told, customer(told.fact.data.customerId), agenda),
  },
  async run({ channelId, task: { person, lostSince, graceUntil }, cause }, _, { commands, books }) {
    for (const meetId of books.meetsOf(channelId, person)) {
      await commands.loseConnection({ channelId, meetId, person, lostSince, graceUntil, cause });
    }
    return DONE;
  },
};

const manager = (id: string): Person => ({ role: 'manager', id });
const customer = (id: string): Person => ({ role: 'customer', id });

const idOf = (channelId: string, { role, id }: Person): string => entryId('presence-grace', channelId, role, id);

function watch({ channelId }: Told, person: Person, agenda: Agenda, books: Books): void {
  const absence = books.absenceOf(channelId, person);
  if (!absence) return;
  const { lostSince, graceUntil, cause } = absence;
  const task = { kind: 'presence-grace', person, lostSince, graceUntil } as const;
  agenda.put({ id: idOf(channelId, person), channelId, task, ...dueAt(graceUntil, lostSince), cause });
}

const forget = ({ channelId }: Told, person: Person, agenda: Agenda): void => agenda.remove(idOf(channelId, person));
