import type { CustomerCommand, ManagerCommand, Person } from '@meets/meet-domain';
import { keyOwner } from '../stored-events/key-owner.ts';
import type { Viewer } from '../viewer.ts';
import { ROLE_NOT_ALLOWED } from './actor.ts';
import { isCustomerId, isManagerId } from './addressable.ts';
import type { PutAnswer } from './answers.ts';
import type { Commands } from './commands.ts';
import { putUserChat } from './put-user-chat.ts';
import { signedBy, tell, UNUSABLE_ID } from './tell.ts';
import type { WriteSide } from './write-side.ts';

/** What the host product tells: its channel, people and chats. All of it is put, so telling it again changes nothing. */
export type DirectoryCommands = Pick<
  Commands,
  | 'updateChannelMeetSettings'
  | 'putChannel'
  | 'putManager'
  | 'putCustomer'
  | 'putUserChat'
  | 'setPresence'
  | 'forgetPerson'
>;

export function directoryCommands(side: WriteSide): DirectoryCommands {
  return {
    async updateChannelMeetSettings(viewer, { customersMayStart }) {
      if (viewer.role !== 'manager' && viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const { channelId } = viewer;
      return tell(side, viewer, {
        aggregate: side.channels,
        id: channelId,
        what: 'channel',
        command: {
          type: 'ChangeChannelMeetSettings',
          ...signedBy(side, viewer),
          customersMayStart,
        },
      });
    },
    async putChannel(viewer, { name, paidPlan, businessVerified, currency }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      return tell(side, viewer, {
        aggregate: side.channels,
        id: viewer.channelId,
        what: 'channel',
        command: {
          type: 'PutChannel',
          ...signedBy(side, viewer),
          name,
          paidPlan,
          businessVerified,
          currency,
        },
      });
    },
    async putManager(viewer, { id, name, operatorSeat }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      if (!isManagerId(viewer.channelId, id)) return UNUSABLE_ID;
      return tell(side, viewer, {
        aggregate: side.managers,
        id,
        what: 'manager',
        command: {
          type: 'PutManager',
          ...signedBy(side, viewer),
          managerId: id,
          name,
          operatorSeat,
        },
      });
    },
    async putCustomer(viewer, { id, name, phoneNumber, blocked }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      if (!isCustomerId(viewer.channelId, id)) return UNUSABLE_ID;
      return tell(side, viewer, {
        aggregate: side.customers,
        id,
        what: 'customer',
        command: {
          type: 'PutCustomer',
          ...signedBy(side, viewer),
          customerId: id,
          name,
          phoneNumber,
          blocked,
        },
      });
    },
    async putUserChat(viewer, input) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      return putUserChat(side, viewer, input);
    },
    async setPresence(viewer, { person, online }) {
      const themselves = viewer.role === person.role && viewer.id === person.id;
      if (viewer.role !== 'integrator' && !themselves) return ROLE_NOT_ALLOWED;
      const graceMs = side.presenceGraceMs;
      const signed = signedBy(side, viewer);
      return tellOfPerson(side, viewer, person, {
        manager: { type: 'SetManagerPresence', ...signed, managerId: person.id, online, graceMs },
        customer: { type: 'SetCustomerPresence', ...signed, customerId: person.id, online, graceMs },
      });
    },
    async forgetPerson(viewer, { person }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const signed = signedBy(side, viewer);
      const answer = await tellOfPerson(side, viewer, person, {
        manager: { type: 'ForgetManager', ...signed, managerId: person.id },
        customer: { type: 'ForgetCustomer', ...signed, customerId: person.id },
      });
      // The event first: once it stands, the key's end is owed, and a crash in between is made good by the reaction to the
      // event or by forgetting again. The other way round a crash would leave names on screens, and nobody who knows.
      if (answer.outcome === 'put') await side.keys.forget(keyOwner(viewer.channelId, person));
      return answer;
    },
  };
}

async function tellOfPerson(
  side: WriteSide,
  viewer: Viewer,
  { role, id }: Person,
  command: { readonly manager: ManagerCommand; readonly customer: CustomerCommand },
): Promise<PutAnswer> {
  const { channelId } = viewer;
  if (role === 'manager') {
    if (!isManagerId(channelId, id)) return { outcome: 'not-found', what: role };
    return tell(side, viewer, { aggregate: side.managers, id, what: role, command: command.manager });
  }
  if (!isCustomerId(channelId, id)) return { outcome: 'not-found', what: role };
  return tell(side, viewer, { aggregate: side.customers, id, what: role, command: command.customer });
}
