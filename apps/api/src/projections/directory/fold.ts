import {
  type ChannelEvent,
  type CustomerEvent,
  DEFAULT_MEET_SETTINGS,
  DEFAULT_PHONE_SETTINGS,
  type ManagerEvent,
  settingsIn,
  teamRoomDecider,
  type TeamRoomEvent,
  type UserChatEvent,
  withoutDevices,
} from '@meets/meet-domain';
import type { ChannelRow, CustomerRow, ManagerRow, TeamRoomRow, UserChatRow } from './rows.ts';

/** The channel's row after one more event; null while it was never put. */
export function foldChannel(row: ChannelRow | null, channelId: string, event: ChannelEvent): ChannelRow | null {
  switch (event.type) {
    case 'ChannelPut':
      return {
        channelId,
        name: event.data.name,
        paidPlan: event.data.paidPlan,
        customersMayStart: row?.customersMayStart ?? false,
        businessVerified: event.data.businessVerified,
        phoneSettings: row?.phoneSettings ?? DEFAULT_PHONE_SETTINGS,
      };
    case 'ChannelMeetSettingsChanged':
      return row && { ...row, customersMayStart: event.data.customersMayStart };
    case 'ChannelPhoneSettingsChanged':
      return row && { ...row, phoneSettings: event.data };
  }
}

/** The manager's row after one more event about them. */
export function foldManager(row: ManagerRow | null, channelId: string, event: ManagerEvent): ManagerRow {
  const known = row ?? namedManager(channelId, event.data.managerId);
  switch (event.type) {
    case 'ManagerPut':
      return { ...known, name: event.data.name, operatorSeat: event.data.operatorSeat };
    case 'ManagerCameOnline':
      return { ...known, online: true };
    case 'ManagerWentOffline':
      return { ...known, online: false };
    case 'ManagerMeetSettingsChanged':
      return { ...known, settings: settingsIn(event.data) };
    case 'ManagerTokensRevoked':
      return known;
    case 'ManagerForgotten':
      return { ...known, name: null, settings: withoutDevices(known.settings) };
  }
}

/** The customer's row after one more event about them. */
export function foldCustomer(row: CustomerRow | null, channelId: string, event: CustomerEvent): CustomerRow {
  const known = row ?? namedCustomer(channelId, event.data.customerId);
  switch (event.type) {
    case 'CustomerPut':
      return { ...known, name: event.data.name };
    case 'CustomerCameOnline':
      return { ...known, online: true };
    case 'CustomerWentOffline':
      return { ...known, online: false };
    case 'CustomerSealNoted':
    case 'CustomerTokensRevoked':
      return known;
    case 'CustomerForgotten':
      return { ...known, name: null };
  }
}

/** The user chat's row after one more event: each tells the whole chat anew. */
export function foldUserChat(channelId: string, { data }: UserChatEvent): UserChatRow {
  return {
    channelId,
    id: data.userChatId,
    customerId: data.customerId,
    assigneeId: data.assigneeId,
    managerIds: data.managerIds,
    medium: data.medium,
    inputOpen: data.inputOpen,
  };
}

/** The room's row after one more event; null while it was never put. */
export function foldTeamRoom(row: TeamRoomRow | null, channelId: string, event: TeamRoomEvent): TeamRoomRow | null {
  // Which edition it is only the write side asks.
  const room = teamRoomDecider.evolve(row && { ...row, edition: 0 }, event);
  if (room === null) return null;
  return { channelId, id: room.id, kind: room.kind, name: room.name, memberIds: room.memberIds };
}

/** Whom an event names must be resolvable, told of or not; this is how they look until the host tells. */
export const namedManager = (channelId: string, id: string): ManagerRow => ({
  channelId,
  id,
  name: null,
  operatorSeat: false,
  online: false,
  settings: DEFAULT_MEET_SETTINGS,
});

export const namedCustomer = (channelId: string, id: string): CustomerRow => ({
  channelId,
  id,
  name: null,
  online: false,
});
