import type { CustomerCommand, ManagerCommand, Person } from '@meets/meet-domain';
import type { Viewer } from '../viewer.ts';
import { MANAGERS_ONLY, ROLE_NOT_ALLOWED } from './actor.ts';
import { isCustomerId, isManagerId } from './addressable.ts';
import type { PutAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { destroyForgottenKeys } from './forgotten-keys.ts';
import { signedBy, tell } from './tell.ts';
import type { WriteSide } from './write-side.ts';

/** What is told of a person as such, manager or customer. */
export type PersonCommands = Pick<Commands, 'setPresence' | 'updateMyMeetSettings' | 'forgetPerson'>;

export function personCommands(side: WriteSide): PersonCommands {
  return {
    async setPresence(viewer, { person, online }) {
      const themselves = viewer.role === person.role && viewer.id === person.id;
      if (viewer.role !== 'integrator' && !themselves) return ROLE_NOT_ALLOWED;
      const graceMs = side.presenceGraceMs;
      const signed = signedBy(side, viewer);
      return tellOf(person, side, viewer, {
        manager: { type: 'SetManagerPresence', ...signed, managerId: person.id, online, graceMs },
        customer: { type: 'SetCustomerPresence', ...signed, customerId: person.id, online, graceMs },
      });
    },
    async updateMyMeetSettings(viewer, change) {
      if (viewer.role !== 'manager') return MANAGERS_ONLY;
      const { id } = viewer;
      if (!isManagerId(viewer.channelId, id)) return { outcome: 'not-found', what: 'manager' };
      const command = { type: 'ChangeManagerMeetSettings', ...signedBy(side, viewer), managerId: id, change } as const;
      return tell(side, viewer, { aggregate: side.managers, id, what: 'manager', command });
    },
    async forgetPerson(viewer, { person }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const signed = signedBy(side, viewer);
      const command = {
        manager: { type: 'ForgetManager', ...signed, managerId: person.id },
        customer: { type: 'ForgetCustomer', ...signed, customerId: person.id },
      } as const;
      // The event first: once it stands, the key's end is owed, and a crash in between is made good by the reaction to the
      // event, by whoever puts the person anew, or by forgetting again. The other way round a crash would leave names on
      // screens, and nobody who knows.
      return tellOf(person, side, viewer, command, (version) =>
        destroyForgottenKeys(side, { channelId: viewer.channelId, person, version }),
      );
    },
  };
}

/** Gives the order to whom of the two it is about. */
export async function tellOf(
  { role, id }: Person,
  side: WriteSide,
  viewer: Viewer,
  command: { readonly manager: ManagerCommand; readonly customer: CustomerCommand },
  accepted?: (version: number) => Promise<void>,
): Promise<PutAnswer> {
  const { channelId } = viewer;
  if (role === 'manager') {
    if (!isManagerId(channelId, id)) return { outcome: 'not-found', what: role };
    return tell(side, viewer, { aggregate: side.managers, id, what: role, command: command.manager, accepted });
  }
  if (!isCustomerId(channelId, id)) return { outcome: 'not-found', what: role };
  return tell(side, viewer, { aggregate: side.customers, id, what: role, command: command.customer, accepted });
}
