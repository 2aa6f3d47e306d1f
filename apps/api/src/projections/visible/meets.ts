import type { Position } from '@meets/event-store';
import type { Meet, Ring } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import type { FindTeamRoom } from '../directory/team-rooms.ts';
import type { MeetRow } from '../meets/row.ts';
import { encodePosition } from '../positions.ts';
import type { MeetFilter } from '../filters.ts';
import type { MeetView } from '../views.ts';
import { wishOf } from '../ring-wish.ts';
import { knowsOfMeet } from './known-meets.ts';
import { personKnownTo } from './person-known-to.ts';
import { phaseForCustomer, phasesAskedFor } from './phase-for-customer.ts';
import { reachOf } from './reach.ts';

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
