import { isLive, isOver, type Place } from '@meets/meet-domain';
import type { LinkTarget } from '../links/link-tokens.ts';
import type { Viewer } from '../viewer.ts';
import type { MeetRow } from './meets/row.ts';
import type { LinkPreviewView, MeetView } from './views.ts';
import type { Rows } from './rows.ts';
import { teamRoomView } from './visible/directory.ts';
import { meetView } from './visible/meets.ts';
import { maySee } from './visible/reach.ts';

/** A target, looked at by somebody at a moment. */
export interface LinkLook {
  readonly viewer: Viewer;
  readonly target: LinkTarget;
  /** RFC 3339. */
  readonly at: string;
}

/**
 * What a link shows before anybody joins (R30, R31): little, for whoever holds a link may hold it by accident. Null for who
 * may not know of it: other tenants always, customers of every link but their own, everybody else of a customer's.
 */
export function linkPreview(rows: Rows, look: LinkLook): LinkPreviewView | null {
  if (look.target.channelId !== look.viewer.channelId) return null;
  switch (look.target.kind) {
    case 'CUSTOMER':
      return customersPreview(rows, look, look.target.meetId);
    case 'BOX':
      return boxPreview(rows, look, look.target.meetId);
    case 'ROOM':
      return roomPreview(rows, look, look.target.teamRoomId);
  }
}

/** R18: good until the meet is over or the wait would be; to its customer no end is told from another (R14). */
function customersPreview(rows: Rows, { viewer, at }: LinkLook, meetId: string): LinkPreviewView | null {
  const row = rows.meets.byId(viewer.channelId, meetId);
  const waitUntil = row?.meet.waitUntil ?? null;
  if (!row || waitUntil === null || viewer.role !== 'customer') return null;
  if (!maySee(viewer, row.channelId, row.meet.customerId)) return null;
  const live = isLive(row.meet) && at < waitUntil;
  const meet = live ? shown(rows, viewer, row) : null;
  const state = live ? 'LIVE' : 'OVER';
  return { kind: 'CUSTOMER', title: channelName(rows, viewer), state, mayStart: false, meet, teamRoomId: null };
}

/** R27. */
function boxPreview(rows: Rows, { viewer }: LinkLook, meetId: string): LinkPreviewView | null {
  const row = rows.meets.byId(viewer.channelId, meetId);
  const place = row?.meet.place;
  if (!row || place?.type !== 'team-room' || viewer.role === 'customer') return null;
  const state = isOver(row.meet) ? 'OVER' : 'LIVE';
  const { teamRoomId } = place;
  const meet = state === 'LIVE' ? shown(rows, viewer, row) : null;
  return {
    ...{ kind: 'BOX', title: roomTitle(rows, viewer, teamRoomId), state, mayStart: false, meet },
    ...roomOf(rows, viewer, teamRoomId),
  };
}

/** R28. */
function roomPreview(rows: Rows, { viewer }: LinkLook, teamRoomId: string): LinkPreviewView | null {
  if (viewer.role === 'customer' || rows.directory.teamRoom(viewer.channelId, teamRoomId) === null) return null;
  const place: Place = { type: 'team-room', teamRoomId };
  const row = rows.meets.live(viewer.channelId, place);
  const meet = row && shown(rows, viewer, row);
  const state = row ? 'LIVE' : 'NO_LIVE_MEET';
  const room = roomOf(rows, viewer, teamRoomId);
  // Who may know of the room may start there: a member, and by a public group's link every manager (R29).
  const mayStart = !row && viewer.role === 'manager' && room.teamRoomId !== null;
  return { kind: 'ROOM', title: roomTitle(rows, viewer, teamRoomId), state, mayStart, meet, ...room };
}

/** R30: a public group's name; of a private group or a direct message the channel's. */
function roomTitle(rows: Rows, viewer: Viewer, teamRoomId: string): string {
  const room = rows.directory.teamRoom(viewer.channelId, teamRoomId);
  return (room?.kind === 'PUBLIC_GROUP' ? room.name : null) ?? channelName(rows, viewer);
}

const channelName = ({ directory }: Rows, { channelId }: Viewer): string => directory.channel(channelId)?.name ?? '';

/** The room, where the viewer may know of it without the link. */
const roomOf = ({ directory }: Rows, viewer: Viewer, id: string): { readonly teamRoomId: string | null } => ({
  teamRoomId: teamRoomView(viewer, directory.teamRoom(viewer.channelId, id))?.id ?? null,
});

/** The meet, where the viewer may know of it without the link: a private group's is its members'. */
const shown = ({ directory }: Rows, viewer: Viewer, row: MeetRow): MeetView | null =>
  meetView(viewer, row, directory.teamRoom);
