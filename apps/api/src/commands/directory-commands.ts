import { ROLE_NOT_ALLOWED } from './actor.ts';
import { isCustomerId, isManagerId } from './addressable.ts';
import type { Commands } from './commands.ts';
import { putTeamRoom } from './put-team-room.ts';
import { putUserChat } from './put-user-chat.ts';
import { signedBy, tell, UNUSABLE_ID } from './tell.ts';
import type { WriteSide } from './write-side.ts';

/** What the host product tells of its channel, people and chats. It is put, so telling it again changes nothing. */
export type DirectoryCommands = Pick<
  Commands,
  | 'updateChannelMeetSettings'
  | 'updateChannelPhoneSettings'
  | 'putChannel'
  | 'putManager'
  | 'putCustomer'
  | 'putUserChat'
  | 'putTeamRoom'
>;

export function directoryCommands(side: WriteSide): DirectoryCommands {
  return {
    async updateChannelMeetSettings(viewer, { customersMayStart }) {
      if (viewer.role !== 'manager' && viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const command = { type: 'ChangeChannelMeetSettings', ...signedBy(side, viewer), customersMayStart } as const;
      return tell(side, viewer, { aggregate: side.channels, id: viewer.channelId, what: 'channel', command });
    },
    async updateChannelPhoneSettings(viewer, change) {
      if (viewer.role !== 'manager' && viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const command = { type: 'ChangeChannelPhoneSettings', ...signedBy(side, viewer), change } as const;
      return tell(side, viewer, { aggregate: side.channels, id: viewer.channelId, what: 'channel', command });
    },
    async putChannel(viewer, { name, paidPlan, businessVerified, currency }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      const signed = signedBy(side, viewer);
      const command = { type: 'PutChannel', ...signed, name, paidPlan, businessVerified, currency } as const;
      return tell(side, viewer, { aggregate: side.channels, id: viewer.channelId, what: 'channel', command });
    },
    async putManager(viewer, { id, name, operatorSeat }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      if (!isManagerId(viewer.channelId, id)) return UNUSABLE_ID;
      const command = { type: 'PutManager', ...signedBy(side, viewer), managerId: id, name, operatorSeat } as const;
      return tell(side, viewer, { aggregate: side.managers, id, what: 'manager', command });
    },
    async putCustomer(viewer, { id, name, phoneNumber, blocked }) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      if (!isCustomerId(viewer.channelId, id)) return UNUSABLE_ID;
      const signed = signedBy(side, viewer);
      const command = { type: 'PutCustomer', ...signed, customerId: id, name, phoneNumber, blocked } as const;
      return tell(side, viewer, { aggregate: side.customers, id, what: 'customer', command });
    },
    async putUserChat(viewer, input) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      return putUserChat(side, viewer, input);
    },
    async putTeamRoom(viewer, input) {
      if (viewer.role !== 'integrator') return ROLE_NOT_ALLOWED;
      return putTeamRoom(side, viewer, input);
    },
  };
}
