import type { Person } from '@meets/meet-domain';
import { AT_ONCE, entryId } from './agenda-entry.ts';
import { DONE, type Reaction } from './reaction.ts';
import type { Told } from './told.ts';

/** Makes good a crash between the event that forgot a person and the end of their key. */
export const forgottenKey: Reaction<'forgotten-key'> = {
  plan(told, agenda) {
    const { channelId, version, cause } = told;
    const person = forgotten(told);
    if (!person) return;
    const id = entryId('forgotten-key', channelId, person.role, person.id);
    agenda.put({ id, channelId, task: { kind: 'forgotten-key', person, version }, ...AT_ONCE, cause });
  },
  async run({ channelId, task: { person, version } }, _, { commands }) {
    await commands.destroyKey({ channelId, person, version });
    return DONE;
  },
};

function forgotten({ fact }: Told): Person | null {
  if (fact.type === 'ManagerForgotten') return { role: 'manager', id: fact.data.managerId };
  if (fact.type === 'CustomerForgotten') return { role: 'customer', id: fact.data.customerId };
  return null;
}
