import type { Person } from '@meets/meet-domain';
import type { Agenda } from './agenda.ts';
import { AT_ONCE, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** Makes good a crash between the event that forgot a person and the end of their key. */
export const forgottenKey: Reaction<'forgotten-key'> = {
  on: {
    ManagerForgotten: (told, agenda) => plan(told, { role: 'manager', id: told.fact.data.managerId }, agenda),
    CustomerForgotten: (told, agenda) => plan(told, { role: 'customer', id: told.fact.data.customerId }, agenda),
  },
  async run({ channelId, task: { person, version } }, _, { commands }) {
    await commands.destroyKey({ channelId, person, version });
    return DONE;
  },
};

function plan({ channelId, version, cause }: Told, person: Person, agenda: Agenda): void {
  const id = entryId('forgotten-key', channelId, person.role, person.id);
  agenda.put({ id, channelId, task: { kind: 'forgotten-key', person, version }, ...AT_ONCE, cause });
}
