import type { Position, RecordedEvent } from '@meets/event-store';
import {
  DEFAULT_MEET_SETTINGS,
  type Duty,
  eventCatalogue,
  isHiddenFrom,
  isInOperation,
  isRoomMember,
  offDuty,
  type ManagerMeetSettings,
  type Meet,
  type MeetEvent,
  type Person,
  personOf,
  type Ring,
  samePerson,
  TEAM_MEET_ID_PREFIX,
} from '@meets/meet-domain';
import { localMoment } from '../time/local-moment.ts';
import type { Viewer } from '../viewer.ts';
import type { TimelineRow } from './customer-timeline/row.ts';
import { type Condition, condition } from './conditions.ts';
import type { ChannelRow, CustomerRow, ManagerRow, TeamRoomRow, UserChatRow } from './directory/rows.ts';
import type { FindTeamRoom } from './directory/team-rooms.ts';
import { disclose } from './disclosure.ts';
import type { MeetRow } from './meets/row.ts';
import { phaseForCustomer, phasesAskedFor } from './phase-for-customer.ts';
import { encodePosition } from './positions.ts';
import { wishOf } from './ring-wish.ts';
import { withoutPersonal } from './without-personal.ts';
import type {
  ChannelView,
  CustomerView,
  DutyStateName,
  DutyView,
  ManagerView,
  MeetEventView,
  MeetFilter,
  MeetView,
  PhoneSettingsView,
  TeamRoomView,
  UserChatView,
} from './read-model.ts';

/*
 * The one place that says who may see what. Denied by default: tenant first, then role; a customer is let through only
 * where something is their own, and then reads it masked (R14, R6, invariant 3); a manager is not let into a private room
 * of others (R20). Everything the read model answers with has come through here.
 */

/** How much of the channel a viewer sees: all of it, what is their own, or nothing at all. */
export type Reach = 'channel' | 'own' | 'nothing';

export function reachOf(viewer: Viewer): Reach {
  switch (viewer.role) {
    case 'manager':
    case 'integrator':
    case 'analyst':
      return 'channel';
    case 'customer':
      return 'own';
  }
  // A role that only a newer version knows comes from outside the type system.
  viewer.role satisfies never;
  return 'nothing';
}

/** May the viewer know of what belongs to this channel and (where it belongs to one) this customer? */
export function maySee(viewer: Viewer, channelId: string, customerId: string | null): boolean {
  if (viewer.channelId !== channelId) return false;
  const reach = reachOf(viewer);
  return reach === 'channel' || (reach === 'own' && customerId === viewer.id);
}

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

/** R39: a manager's own, off duty for who never came on it; nobody else has one. */
export const ownDutyView = (viewer: Viewer, own: Duty | null): DutyView | null =>
  viewer.role === 'manager' ? dutyView(viewer, own ?? offDuty(viewer.id)) : null;

/** R39: who takes calls, and which, is the staff's to know. The duty is one of the viewer's own channel. */
export function dutyView(viewer: Viewer, duty: Duty | null): DutyView | null {
  if (duty === null || !mayFollowDuties(viewer)) return null;
  const { managerId, available, doNotDisturb, callLimit, callsTaken, idleSince, engagement } = duty;
  return {
    ...{ managerId, state: dutyStateOf(duty), available, doNotDisturb, callLimit, callsTaken, idleSince },
    until: 'until' in engagement ? engagement.until : null,
    meetId: 'meetId' in engagement ? engagement.meetId : null,
  };
}

export const mayFollowDuties = (viewer: Viewer): boolean => reachOf(viewer) === 'channel';

function dutyStateOf({ available, doNotDisturb, engagement }: Duty): DutyStateName {
  switch (engagement.type) {
    case 'reserved':
      return 'RESERVED';
    case 'in-call':
      return 'IN_CALL';
    case 'wrap-up':
      return 'WRAP_UP';
    case 'free':
      if (!available) return 'UNAVAILABLE';
      return doNotDisturb ? 'DO_NOT_DISTURB' : 'AVAILABLE';
  }
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

/** May the viewer know of this meet? `findRoom` is asked for the room of a team meet. */
export function knowsOfMeet(viewer: Viewer, { channelId, meet }: MeetRow, findRoom: FindTeamRoom): boolean {
  if (!maySee(viewer, channelId, meet.customerId)) return false;
  if (viewer.role !== 'manager' || meet.place.type !== 'team-room') return true;
  const room = findRoom(channelId, meet.place.teamRoomId);
  // Who asks is looked at only where it matters, so that what is alike for all managers can be made once for all.
  return room?.kind === 'PUBLIC_GROUP' || !isHiddenFrom(meet, { role: 'manager', id: viewer.id }, room);
}

/**
 * The same for a query over the table of meets, so that what is hidden neither counts nor leaves a hole in a page; null
 * where nothing of the viewer's reach is hidden from them. A customer's queries ask for their own meets anyhow.
 */
export const knownMeets = (viewer: Viewer): Condition | null =>
  viewer.role === 'manager'
    ? condition(
        KNOWN_TO_MANAGER,
        ...[viewer.channelId],
        ...[viewer.channelId, viewer.id],
        ...[viewer.channelId, viewer.id],
      )
    : null;

/** The same over the index of events. */
export function knownEvents(viewer: Viewer): Condition | null {
  const known = knownMeets(viewer);
  return (
    known &&
    condition(
      `meet_id NOT GLOB ? OR EXISTS (
         SELECT 1 FROM meet WHERE channel_id = event_index.channel_id AND id = event_index.meet_id AND (${known.sql})
       )`,
      `${TEAM_MEET_ID_PREFIX}*`,
      ...known.values,
    )
  );
}

/** Of another place, of a public group, of a room of theirs, or one that they had a part in. */
const KNOWN_TO_MANAGER = `
  place_type <> 'team-room'
  OR place_id IN (SELECT id FROM team_room WHERE channel_id = ? AND kind = 'PUBLIC_GROUP')
  OR place_id IN (SELECT team_room_id FROM team_room_member WHERE channel_id = ? AND manager_id = ?)
  OR started_position IN (SELECT started_position FROM meet_manager WHERE channel_id = ? AND manager_id = ?)`;

export function meetView(viewer: Viewer, row: MeetRow | null, findRoom: FindTeamRoom): MeetView | null {
  if (!row || !knowsOfMeet(viewer, row, findRoom)) return null;
  const { meet } = row;
  return reachOf(viewer) === 'channel'
    ? wholeMeet(meet, encodePosition(viewer, row.position))
    : meetForCustomer(meet, viewer.id, encodePosition(viewer, row.customer.position));
}

/**
 * The meet as it stood then, for who may read it as it stands now. What a customer is told of a ring only while it sounds is
 * told of a moment then only while it still sounds now: R14 holds for every question, the one about the past included.
 */
export function pastMeetView(viewer: Viewer, then: MeetRow, now: MeetRow, findRoom: FindTeamRoom): MeetView | null {
  const view = meetView(viewer, then, findRoom);
  const ringsNow = now.meet.phase === 'RINGING';
  return view && reachOf(viewer) === 'own' && !ringsNow ? { ...view, ringDeadline: null } : view;
}

/**
 * Until when a ring sounds at the longest, for whom it rings. Of a ring that has stopped a customer learns when it did, which
 * the meet tells them anyhow: beside its deadline they could tell whether it ran out (R14).
 */
export function deadlineToTell(viewer: Viewer, ring: Ring, { meet }: MeetRow): string {
  if (reachOf(viewer) === 'channel' || ring.outcome === 'RINGING') return ring.deadline;
  return meet.answeredAt ?? meet.endedAt ?? meet.startedAt;
}

/**
 * What a viewer may filter meets by, rewritten so that it can be asked of the rows; null: nothing can match. To a customer
 * no meet is MISSED and none has a reason, so asking for either finds nothing, and ENDED is both kinds of end.
 */
export function meetFilterFor(viewer: Viewer, filter: MeetFilter): MeetFilter | null {
  switch (reachOf(viewer)) {
    case 'channel':
      return filter;
    case 'own':
      return customersFilter(viewer.id, filter);
    case 'nothing':
      return null;
  }
}

/** An event as managers, integrators and analysts read it. What is personal in it is left out: it may be asked for where it belongs. */
export function eventForStaff(
  viewer: Viewer,
  recorded: RecordedEvent,
  meetId: string,
  event: MeetEvent,
): MeetEventView {
  return {
    id: recorded.id,
    position: encodePosition(viewer, recorded.position),
    meetId,
    version: recorded.version,
    type: event.type,
    // The data was upcast on reading, so it has today's shape whatever the stored one was.
    schemaVersion: eventCatalogue[event.type].schemaVersion,
    occurredAt: event.at,
    recordedAt: recorded.recordedAt,
    actor: personOf(event.by),
    correlationId: recorded.metadata.correlationId,
    causationId: recorded.metadata.causationId,
    data: withoutPersonal(event),
  };
}

/**
 * The same as the meet's customer reads it: own position, version and id; null where it is hidden. `causedBy` is the
 * customer's own row of what caused it, or null. The log's ids stay inside: they are made from commands' ids, which for
 * timers can be guessed, and a correlation shared with a hidden event would tell of it.
 */
export function eventForCustomer(
  viewer: Viewer,
  row: TimelineRow,
  recorded: RecordedEvent,
  event: MeetEvent,
  causedBy: TimelineRow | null,
): MeetEventView | null {
  if (!maySee(viewer, row.channelId, row.customerId)) return null;
  const disclosed = disclose(event, row.customerId);
  if (!disclosed) return null;
  const id = customerEventId(row.meetId, row.version);
  const actor = disclosed.whole ? personKnownTo(row.customerId, personOf(event.by)) : null;
  return {
    id,
    position: encodePosition(viewer, row.seq),
    meetId: row.meetId,
    version: row.version,
    type: disclosed.type,
    schemaVersion: CUSTOMER_EVENT_SCHEMA_VERSION,
    occurredAt: event.at,
    recordedAt: recorded.recordedAt,
    actor,
    correlationId: actor?.role === 'customer' ? recorded.metadata.correlationId : id,
    causationId: disclosed.whole && causedBy ? customerEventId(causedBy.meetId, causedBy.version) : null,
    data: disclosed.data,
  };
}

/** Does the customer read this event as it was, and not in other words? */
export const isToldWhole = (event: MeetEvent, customerId: string): boolean =>
  disclose(event, customerId)?.whole === true;

/** The version of the shapes in `disclosure.ts`, which are not the log's. */
export const CUSTOMER_EVENT_SCHEMA_VERSION = 1;

/** An event's id in its customer's sequence. Meet ids are percent-encoded and hold no `@`, so it can be taken apart again. */
export const customerEventId = (meetId: string, version: number): string => `${meetId}@${version}`;

export function parseCustomerEventId(id: string): { readonly meetId: string; readonly version: number } | null {
  const match = /^([^@]+)@([1-9][0-9]{0,14})$/.exec(id);
  return match ? { meetId: match[1] ?? '', version: Number(match[2]) } : null;
}

const wholeMeet = (meet: Meet, position: string): MeetView => ({
  id: meet.id,
  kind: meet.kind,
  state: meet.phase,
  direction: meet.direction,
  place: meet.place,
  startedBy: meet.startedBy,
  startedAt: meet.startedAt,
  ringDeadline: meet.ringDeadline,
  rings: meet.rings.map((ring) => ({
    ...{ callee: ring.callee, startedAt: ring.startedAt, outcome: ring.outcome },
    ...wishOf(ring),
  })),
  answeredAt: meet.answeredAt,
  upgradedToVideoAt: meet.upgradedToVideoAt,
  endedAt: meet.endedAt,
  missedReason: meet.missedReason,
  callbackOf: meet.callbackOf,
  handledAt: meet.handledAt,
  participants: meet.participants,
  accent: meet.place.type === 'internal-chat' ? INTERNAL_MEET_ACCENT : null,
  phone: meet.call && { meetId: meet.id, number: meet.call.number, onHold: meet.onHold },
  position,
});

/** R19: the colour of an internal meet's window. */
const INTERNAL_MEET_ACCENT = 'ORANGE';

/** Lists every field anew, so that a new one is hidden until somebody shows it. */
const meetForCustomer = (meet: Meet, customerId: string, position: string): MeetView => ({
  id: meet.id,
  kind: meet.kind,
  state: phaseForCustomer(meet.phase),
  direction: meet.direction,
  place: meet.place,
  startedBy: personKnownTo(customerId, meet.startedBy),
  startedAt: meet.startedAt,
  // Beside the end it would say whether the ring ran out (R14).
  // A call by phone has none before somebody is rung, so it would tell of that.
  ringDeadline: meet.phase === 'RINGING' && meet.kind !== 'PHONE' ? meet.ringDeadline : null,
  rings: null,
  answeredAt: meet.answeredAt,
  upgradedToVideoAt: meet.upgradedToVideoAt,
  endedAt: meet.endedAt,
  missedReason: null,
  callbackOf: null,
  handledAt: null,
  participants: meet.participants,
  accent: null,
  phone: null,
  position,
});

/** Staff by their id, and the customer themself; never another customer. */
const personKnownTo = (customerId: string, person: Person | null): Person | null =>
  person && (person.role === 'manager' || samePerson(person, { role: 'customer', id: customerId })) ? person : null;

function customersFilter(customerId: string, filter: MeetFilter): MeetFilter | null {
  if (filter.customerId !== undefined && filter.customerId !== customerId) return null;
  if (filter.missedReasons?.length) return null;
  const own = { ...filter, customerId };
  if (!filter.states?.length) return own;
  const states = phasesAskedFor(filter.states);
  return states.length > 0 ? { ...own, states } : null;
}

/** A place in the log or, for a customer, in their own sequence: what the viewer's tokens count. */
export const startedPlace = (viewer: Viewer, row: MeetRow): Position =>
  reachOf(viewer) === 'channel' ? row.startedPosition : row.customer.startedPosition;
