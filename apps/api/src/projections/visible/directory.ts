import { type ManagerMeetSettings, DEFAULT_MEET_SETTINGS, isInOperation, isRoomMember } from '@meets/meet-domain';
import { localMoment } from '../../time/local-moment.ts';
import type { Viewer } from '../../viewer.ts';
import type { ChannelRow, CustomerRow, ManagerRow, TeamRoomRow, UserChatRow } from '../directory/rows.ts';
import type {
  ChannelView,
  CustomerView,
  ManagerView,
  PhoneSettingsView,
  TeamRoomView,
  UserChatView,
} from '../views.ts';
import { reachOf, maySee } from './reach.ts';

export function channelView(viewer: Viewer, row: ChannelRow | null): ChannelView | null {
  if (row?.channelId !== viewer.channelId || reachOf(viewer) === 'nothing') return null;
  const ofStaff = reachOf(viewer) === 'channel';
  return {
    id: row.channelId,
    name: row.name,
    paidPlan: ofStaff && row.paidPlan,
    customersMayStart: row.customersMayStart,
    businessVerified: ofStaff && row.businessVerified,
  };
}

/** R37: how calls are taken is the staff's to know; `now` in milliseconds since the epoch. */
export function phoneSettingsView(viewer: Viewer, row: ChannelRow | null, now: number): PhoneSettingsView | null {
  if (row?.channelId !== viewer.channelId || reachOf(viewer) !== 'channel') return null;
  const { operatingHours: hours } = row.phoneSettings;
  // Where there are no hours there is no zone, and every moment is as good as another.
  const inOperation = isInOperation(hours, localMoment(now, hours?.timeZone ?? 'UTC'));
  return { ...row.phoneSettings, inOperation };
}

/** `acquainted`: does this customer know of the manager? Asked of customers only. */
export function managerView(viewer: Viewer, row: ManagerRow | null, acquainted: () => boolean): ManagerView | null {
  if (row?.channelId !== viewer.channelId) return null;
  const { id, operatorSeat, online } = row;
  const name = row.name ?? '';
  switch (reachOf(viewer)) {
    case 'channel':
      return { role: 'manager', id, name, operatorSeat, online };
    case 'own':
      return acquainted() ? { role: 'manager', id, name, operatorSeat: false, online: false } : null;
    case 'nothing':
      return null;
  }
}

/** R34: a manager's own, as they chose them or as they are for who never chose; nobody else's, whatever their role. */
export function mySettings(viewer: Viewer, own: ManagerRow | null): ManagerMeetSettings | null {
  if (viewer.role !== 'manager') return null;
  return own?.channelId === viewer.channelId && own.id === viewer.id ? own.settings : DEFAULT_MEET_SETTINGS;
}

export function customerView(viewer: Viewer, row: CustomerRow | null): CustomerView | null {
  if (!row || !maySee(viewer, row.channelId, row.id)) return null;
  return { role: 'customer', id: row.id, name: row.name, online: row.online };
}

export function userChatView(viewer: Viewer, row: UserChatRow | null): UserChatView | null {
  if (!row || !maySee(viewer, row.channelId, row.customerId)) return null;
  const { id, customerId, assigneeId, medium, inputOpen } = row;
  const managerIds = reachOf(viewer) === 'channel' ? row.managerIds : [];
  return { id, customerId, assigneeId, managerIds, medium, inputOpen };
}

/**
 * A public group is every manager's to see. A private group or a direct message is its members'; and the host product's,
 * which told us of it. An analyst sees that it is there and who is in it, for that is in the events too, but not its name.
 */
export function teamRoomView(viewer: Viewer, row: TeamRoomRow | null): TeamRoomView | null {
  if (!row || !maySee(viewer, row.channelId, null)) return null;
  const open = row.kind === 'PUBLIC_GROUP';
  if (viewer.role === 'manager' && !open && !isRoomMember(row, viewer.id)) return null;
  const { id, kind, memberIds } = row;
  return { id, kind, name: open || viewer.role !== 'analyst' ? row.name : null, memberIds };
}
