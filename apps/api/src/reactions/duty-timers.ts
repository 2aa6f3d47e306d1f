import type { Agenda } from './agenda.ts';
import { dueAt, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** R39: who has not answered the call that they were reserved for by then is free for the next. */
export const reservationTimer: Reaction<'reservation-timer'> = {
  on: {
    ManagerReserved({ channelId, fact, cause }, agenda) {
      const { managerId, meetId, until } = fact.data;
      const task = { kind: 'reservation-timer', managerId, meetId, until } as const;
      agenda.put({ id: entryId(task.kind, channelId, managerId), channelId, task, ...dueAt(until), cause });
    },
    ManagerReleased: (told, agenda) => stop('reservation-timer', told, told.fact.data.managerId, agenda),
    CallTaken: (told, agenda) => stop('reservation-timer', told, told.fact.data.managerId, agenda),
  },
  async run({ channelId, task: { managerId, meetId, until }, cause }, _, { commands }) {
    await commands.lapseReservation({ channelId, managerId, meetId, until, cause });
    return DONE;
  },
};

/** R42: a wrap-up ends when its time is over, whatever restarts and clock jumps happened in between. */
export const wrapUpTimer: Reaction<'wrap-up-timer'> = {
  on: {
    CallFinished({ channelId, fact, cause }, agenda) {
      const { managerId, wrapUpUntil: until } = fact.data;
      if (until === null) return;
      const task = { kind: 'wrap-up-timer', managerId, until } as const;
      agenda.put({ id: entryId(task.kind, channelId, managerId), channelId, task, ...dueAt(until), cause });
    },
    WrapUpEnded: (told, agenda) => stop('wrap-up-timer', told, told.fact.data.managerId, agenda),
    CallTaken: (told, agenda) => stop('wrap-up-timer', told, told.fact.data.managerId, agenda),
  },
  async run({ channelId, task: { managerId, until }, cause }, _, { commands }) {
    await commands.endWrapUp({ channelId, managerId, until, cause });
    return DONE;
  },
};

function stop(
  kind: 'reservation-timer' | 'wrap-up-timer',
  { channelId }: Told,
  managerId: string,
  agenda: Agenda,
): void {
  agenda.remove(entryId(kind, channelId, managerId));
}
