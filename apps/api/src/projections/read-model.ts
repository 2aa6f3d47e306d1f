import type { Position } from '@meets/event-store';
import type { ManagerMeetSettings, Place } from '@meets/meet-domain';
import type { LinkTarget } from '../links/link-tokens.ts';
import type { Viewer } from '../viewer.ts';
import type { EventFilter, MeetFilter } from './filters.ts';
import type {
  ChannelView,
  CustomerView,
  DutyView,
  LinkPreviewView,
  ManagerView,
  MeetEventMessageView,
  MeetEventView,
  MeetNoticeView,
  MeetView,
  Page,
  PassingMeetEvent,
  PhoneNumberView,
  PhoneSettingsView,
  PositionToken,
  RingNoticeView,
  TeamRoomView,
  UserChatView,
} from './views.ts';

/**
 * Everything anybody sees. Each method takes the viewer and answers with what that viewer may know, already masked (R14):
 * null or nothing for other tenants, other customers and what does not exist alike. Nothing above this line filters.
 */
export interface ReadModel {
  channel(viewer: Viewer): ChannelView | null;
  /** R39: the viewer's own; null for who is no manager. */
  myDuty(viewer: Viewer): DutyView | null;
  /** By the managers' ids; a customer's pages are empty. */
  duties(viewer: Viewer, page: { first: number; after: string | null }): Page<DutyView>;
  /** R37: null for a customer, and where the channel was not put yet. */
  phoneSettings(viewer: Viewer): PhoneSettingsView | null;
  /** The channel's own numbers, in their own order; a customer's pages are empty. */
  phoneNumbers(viewer: Viewer, page: { first: number; after: string | null }): Page<PhoneNumberView>;
  manager(viewer: Viewer, id: string): ManagerView | null;
  /** R34: the viewer's own; null for who is no manager. */
  mySettings(viewer: Viewer): ManagerMeetSettings | null;
  customer(viewer: Viewer, id: string): CustomerView | null;
  userChat(viewer: Viewer, id: string): UserChatView | null;
  teamRoom(viewer: Viewer, id: string): TeamRoomView | null;
  meet(viewer: Viewer, id: string): MeetView | null;
  /** The meet as its history stood then, folded from the log. `time` compares with `recordedAt`. */
  meetAsOf(viewer: Viewer, id: string, asOf: { position: PositionToken } | { time: string }): Promise<MeetView | null>;
  /** The meet as of a command's answer: see `MeetAnswer`. */
  meetAtAnswer(viewer: Viewer, id: string, position: Position): Promise<MeetView | null>;
  liveMeetIn(viewer: Viewer, place: Place): MeetView | null;
  /** Null for what the viewer may not know of; see `link-preview.ts`. */
  linkPreview(viewer: Viewer, target: LinkTarget): LinkPreviewView | null;
  /** Newest first. `after` is an edge's cursor; an unknown one is refused with {@link UnknownCursor}. */
  meets(viewer: Viewer, filter: MeetFilter, page: { first: number; after: string | null }): Page<MeetView>;
  /** One meet's visible events, oldest first. */
  history(
    viewer: Viewer,
    meetId: string,
    page: { first: number; after: PositionToken | null },
  ): Promise<Page<MeetEventView>>;
  /** The channel's meet events, oldest first; for a customer those of their own sequence. */
  events(
    viewer: Viewer,
    filter: EventFilter,
    page: { first: number; after: PositionToken | null },
  ): Promise<Page<MeetEventView>>;
  event(viewer: Viewer, eventId: string): Promise<MeetEventView | null>;
  /** The chain of causes that led to an event, oldest first; empty where the viewer may not know of it. */
  explain(viewer: Viewer, eventId: string): Promise<readonly MeetEventView[]>;

  /** Resolves when everything up to there can be seen; rejects with {@link PositionTimeout} after `waitMs`. */
  waitFor(viewer: Viewer, position: PositionToken): Promise<void>;
  /** The log's position as this viewer may see it, once that is applied. */
  positionFor(viewer: Viewer, position: Position): Promise<PositionToken>;

  /** What rings this person now, then every change, until the signal. `deviceId` is how this device names itself. */
  myRings(viewer: Viewer, deviceId: string | null, signal: AbortSignal): AsyncIterable<RingNoticeView>;
  /** R39: the viewer's own duty now, then after every change; nobody but managers has one. */
  myDutyUpdates(viewer: Viewer, signal: AbortSignal): AsyncIterable<DutyView>;
  /** R39: every duty of the channel now, then each that changes; for the staff. */
  dutyUpdates(viewer: Viewer, signal: AbortSignal): AsyncIterable<DutyView>;
  /** What is live now where this manager takes part among managers (R19, R20), then what goes live or is over. */
  meetNotices(viewer: Viewer, signal: AbortSignal): AsyncIterable<MeetNoticeView>;
  /** The meet now, then after every change that this viewer can see. Ends where the viewer may not know of it. */
  meetUpdates(viewer: Viewer, id: string, signal: AbortSignal): AsyncIterable<MeetView>;
  /** Events from a position on, with no gap and no duplicate, then live. `after` null: from the start. */
  meetEvents(
    viewer: Viewer,
    filter: EventFilter,
    after: PositionToken | null,
    signal: AbortSignal,
  ): AsyncIterable<MeetEventMessageView>;
  /**
   * What `meetEvents` goes through, before anybody looks at it: one reading for many viewers of the same sequence, which is
   * the channel's for staff and their own for a customer. Throws {@link UnknownPosition} for a position never given.
   */
  passingMeetEvents(
    viewer: Viewer,
    filter: EventFilter,
    after: PositionToken,
    signal: AbortSignal,
  ): AsyncIterable<PassingMeetEvent>;
  /** When the viewer's tokens were last revoked; null: never. For whoever checks tokens, never for viewers. */
  tokensRevokedAt(viewer: Viewer): string | null;
  /** Calls after each commit in which somebody's tokens were revoked; answers how to stop, which is safe twice. */
  onTokensRevoked(listener: (revocation: Revocation) => void): () => void;
  /** The place in the log up to which everything can be seen; for health checks and metrics, never for viewers. */
  applied(): Position;
  close(): Promise<void>;
}

/** Tokens of this person or software that were issued before `revokedAt` are refused. */
export interface Revocation {
  readonly channelId: string;
  readonly role: Viewer['role'];
  /** The token's `sub`. */
  readonly id: string;
  readonly revokedAt: string;
}

/** A position that no viewer of this kind was ever given. */
export class UnknownPosition extends Error {
  override readonly name = 'UnknownPosition';
}
/** The position was not applied within READ_WAIT_MS. */
export class PositionTimeout extends Error {
  override readonly name = 'PositionTimeout';
}
/** A page cursor that this query never gave. */
export class UnknownCursor extends Error {
  override readonly name = 'UnknownCursor';
}
