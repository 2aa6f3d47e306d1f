import type { Position } from '@meets/event-store';
import type {
  Direction,
  LeaveReason,
  ManagerMeetSettings,
  MeetKind,
  MeetPhase,
  Medium,
  MissedReason,
  Person,
  PhoneSettings,
  Place,
  RingOutcome,
  TeamRoomKind,
} from '@meets/meet-domain';
import type { LinkTarget } from '../links/link-tokens.ts';
import type { Viewer } from '../viewer.ts';

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

/** What an event is to one viewer; `hidden`: to them it does not exist; `unwanted`: their filter leaves it out. */
export type SeenEvent = MeetEventView | 'hidden' | 'unwanted';

/** What comes by, as `meetEvents` would tell one viewer of it. */
export type PassingMeetEvent =
  | { readonly passing: 'event'; readonly position: PositionToken; seenBy(viewer: Viewer): SeenEvent }
  /** Owed to whoever saw an event since the last one. */
  | { readonly passing: 'caught-up'; positionNow(): PositionToken }
  /** Owed to everybody while they are caught up. */
  | { readonly passing: 'heartbeat' };

/** A position as clients hold it: opaque, and ordered as text. A customer's counts only what they may see. */
export type PositionToken = string;

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

export interface Page<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  /** False for a customer, always: what the business pays for is no fact of theirs. */
  readonly paidPlan: boolean;
  readonly customersMayStart: boolean;
  /** R3: false for a customer, always. */
  readonly businessVerified: boolean;
}
export interface PhoneSettingsView extends PhoneSettings {
  /** Are calls taken at the moment of asking? */
  readonly inOperation: boolean;
}
/** What a manager is at: the first of these that holds, from the last to the first. */
export type DutyStateName = 'UNAVAILABLE' | 'AVAILABLE' | 'DO_NOT_DISTURB' | 'RESERVED' | 'IN_CALL' | 'WRAP_UP';
export interface DutyView {
  readonly managerId: string;
  readonly state: DutyStateName;
  readonly available: boolean;
  readonly doNotDisturb: boolean;
  readonly callLimit: number | null;
  readonly callsTaken: number;
  readonly idleSince: string | null;
  /** When a ring is over at the latest, or a wrap-up. */
  readonly until: string | null;
  /** The call that rings the manager, or that they are in. */
  readonly meetId: string | null;
}
export interface PhoneNumberView {
  /** E.164. */
  readonly number: string;
  readonly issuedAt: string;
}
export interface ManagerView {
  readonly role: 'manager';
  readonly id: string;
  /** Empty once the person was forgotten. */
  readonly name: string;
  /** False for a customer, always: it is no fact of theirs. */
  readonly operatorSeat: boolean;
  /** False for a customer, always. */
  readonly online: boolean;
}
export interface CustomerView {
  readonly role: 'customer';
  readonly id: string;
  readonly name: string | null;
  readonly online: boolean;
}
export interface UserChatView {
  readonly id: string;
  readonly customerId: string;
  readonly assigneeId: string | null;
  /** Empty for a customer. */
  readonly managerIds: readonly string[];
  readonly medium: Medium;
  readonly inputOpen: boolean;
}
export interface TeamRoomView {
  readonly id: string;
  readonly kind: TeamRoomKind;
  /** Null for a direct message; and of a private group for an analyst. */
  readonly name: string | null;
  readonly memberIds: readonly string[];
}
export interface RingView {
  readonly callee: Person;
  readonly startedAt: string;
  readonly outcome: RingOutcome;
  /** Who rings a colleague into a call; null for every other ring. */
  readonly rungBy: Person | null;
  readonly handOver: boolean;
}
export interface ParticipantView {
  readonly person: Person;
  readonly joinedAt: string;
  readonly leftAt: string | null;
  readonly leaveReason: LeaveReason | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}
export interface MeetView {
  readonly id: string;
  readonly kind: MeetKind;
  /** MISSED reads as ENDED for a customer. */
  readonly state: MeetPhase;
  readonly direction: Direction | null;
  readonly place: Place;
  readonly startedBy: Person | null;
  readonly startedAt: string;
  readonly ringDeadline: string | null;
  /** Null for a customer, as are missedReason, callbackOf and handledAt. */
  readonly rings: readonly RingView[] | null;
  readonly answeredAt: string | null;
  readonly upgradedToVideoAt: string | null;
  readonly endedAt: string | null;
  readonly missedReason: MissedReason | null;
  readonly callbackOf: string | null;
  readonly handledAt: string | null;
  readonly participants: readonly ParticipantView[];
  readonly accent: string | null;
  /** Of a call by phone: the channel's own number, and whether the customer is on hold. Null for a customer (R6). */
  readonly phone: { readonly meetId: string; readonly number: string; readonly onHold: boolean } | null;
  readonly position: PositionToken;
}
export interface MeetEventView {
  readonly id: string;
  readonly position: PositionToken;
  readonly meetId: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** Null for the system, and for whom the viewer may not know of. */
  readonly actor: Person | null;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly data: unknown;
}
export interface RingNoticeView {
  /** See `RingView`. */
  readonly rungBy: Person | null;
  readonly handOver: boolean;
  readonly meet: MeetView;
  readonly ringing: boolean;
  readonly outcome: RingOutcome;
  readonly deadline: string;
}
export interface MeetNoticeView {
  readonly meet: MeetView;
  readonly live: boolean;
}
export type MeetEventMessageView =
  | { readonly message: 'event'; readonly event: MeetEventView }
  | { readonly message: 'caught-up'; readonly position: PositionToken }
  | { readonly message: 'resync-required'; readonly reason: string; readonly position: PositionToken };

export interface LinkPreviewView {
  readonly kind: LinkTarget['kind'];
  readonly title: string;
  readonly state: 'LIVE' | 'OVER' | 'NO_LIVE_MEET';
  /** R31: could this viewer start a meet by the link, as far as who they are goes? */
  readonly mayStart: boolean;
  /** Null where nothing is live, and where the viewer may know of the meet only once they have joined. */
  readonly meet: MeetView | null;
  /** Null where the viewer may not know of the room without the link. */
  readonly teamRoomId: string | null;
}

/** Conditions hold together; an empty filter means all. */
export interface MeetFilter {
  /** QUEUED is a phone call's: asking for it alone finds nothing while there are none. */
  readonly states?: readonly MeetPhase[];
  readonly kinds?: readonly MeetKind[];
  readonly userChatId?: string;
  readonly internalChatOf?: string;
  readonly teamRoomId?: string;
  readonly customerId?: string;
  readonly managerId?: string;
  readonly missedReasons?: readonly MissedReason[];
  readonly startedAfter?: string;
  readonly startedBefore?: string;
}
export interface EventFilter {
  readonly types?: readonly string[];
  readonly meetId?: string;
  readonly userChatId?: string;
  readonly internalChatOf?: string;
  readonly teamRoomId?: string;
  readonly occurredAfter?: string;
  readonly occurredBefore?: string;
}
