import type {
  Direction,
  LeaveReason,
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

/*
 * What viewers read, as the read model answers: already filtered and masked for the one who asked. What it is made of is said
 * in `read-model.ts`, and what is left out of it in `visible`.
 */

/** A position as clients hold it: opaque, and ordered as text. A customer's counts only what they may see. */
export type PositionToken = string;

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

/** What an event is to one viewer; `hidden`: to them it does not exist; `unwanted`: their filter leaves it out. */
export type SeenEvent = MeetEventView | 'hidden' | 'unwanted';

/** What comes by, as `meetEvents` would tell one viewer of it. */
export type PassingMeetEvent =
  | { readonly passing: 'event'; readonly position: PositionToken; seenBy(viewer: Viewer): SeenEvent }
  /** Owed to whoever saw an event since the last one. */
  | { readonly passing: 'caught-up'; positionNow(): PositionToken }
  /** Owed to everybody while they are caught up. */
  | { readonly passing: 'heartbeat' };
