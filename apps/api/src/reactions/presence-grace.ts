import { type Person, plusMs } from '@meets/meet-domain';
import type { Agenda } from './agenda.ts';
import { dueAt, entryId } from './agenda-entry.ts';
import type { Absence, Books } from './books.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/**
 * R33: who has been away for the whole grace has left whatever they were in, and given up what they were calling. Who is
 * offline and comes in all the same has a grace from that moment, so that nobody who is offline stays in for ever. Whom
 * the host never told offline is never counted as gone: of them nothing is known.
 */
export const presenceGrace: Reaction<'presence-grace'> = {
  on: {
    ManagerWentOffline: (told, agenda, books) => watchLoss(told, manager(told.fact.data.managerId), agenda, books),
    CustomerWentOffline: (told, agenda, books) => watchLoss(told, customer(told.fact.data.customerId), agenda, books),
    ParticipantJoined: (told, agenda, books) => watchStay(told, told.fact.data.participant, agenda, books),
    ManagerCameOnline: (told, agenda) => forget(told, manager(told.fact.data.managerId), agenda),
    CustomerCameOnline: (told, agenda) => forget(told, customer(told.fact.data.customerId), agenda),
  },
  async run({ channelId, task: { person, lostSince }, cause }, _, { commands, books }) {
    for (const meetId of books.meetsOf(channelId, person)) {
      await commands.loseConnection({ channelId, meetId, person, lostSince, cause });
    }
    return DONE;
  },
};

const manager = (id: string): Person => ({ role: 'manager', id });
const customer = (id: string): Person => ({ role: 'customer', id });

/** Everything that is planned about this person lies under it. */
const idOf = (channelId: string, { role, id }: Person): string => entryId('presence-grace', channelId, role, id);

function watchLoss({ channelId }: Told, person: Person, agenda: Agenda, books: Books): void {
  const absence = books.absenceOf(channelId, person);
  if (!absence) return;
  planEnd(channelId, person, absence, agenda);
  // A loss may be decided before the person came in and stored after: by the log they are in, and gone all the same.
  for (const { meetId, at } of books.enteredAfter(channelId, person, absence.lostSince)) {
    planEnd(channelId, person, stayOf(absence, at), agenda, meetId);
  }
}

/**
 * Whoever joined may have been brought in, by the other's answer, while away: then they are gone when the grace of their
 * loss ends, or at once. Who came in by themselves is there, but is told online or has gone again a grace later.
 */
function watchStay({ channelId, subject, fact, cause }: Told, person: Person, agenda: Agenda, books: Books): void {
  const absence = books.absenceOf(channelId, person);
  if (!absence) return;
  planEnd(channelId, person, absence, agenda);
  planEnd(channelId, person, { ...stayOf(absence, fact.at), cause }, agenda, subject);
}

/** A grace as long as the absence's, from when the person came in. */
function stayOf({ lostSince, graceUntil, cause }: Absence, enteredAt: string): Absence {
  const graceMs = Date.parse(graceUntil) - Date.parse(lostSince);
  return { lostSince: enteredAt, graceUntil: plusMs(enteredAt, graceMs), cause };
}

/** An entry for each loss, and for each meet that was entered since: no later one may put an earlier one off. */
function planEnd(channelId: string, person: Person, absence: Absence, agenda: Agenda, meetId?: string): void {
  const { lostSince, graceUntil, cause } = absence;
  const subject = [lostSince, ...(meetId === undefined ? [] : [meetId])].map(encodeURIComponent);
  const id = [idOf(channelId, person), ...subject].join('/');
  const task = { kind: 'presence-grace', person, lostSince } as const;
  agenda.put({ id, channelId, task, ...dueAt(graceUntil), cause });
}

const forget = ({ channelId }: Told, person: Person, agenda: Agenda): void =>
  agenda.removeUnder(idOf(channelId, person));
