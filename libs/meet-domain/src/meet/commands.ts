import type { ChannelState } from '../channel/fold.ts';
import type { CustomerState } from '../customer/fold.ts';
import type { Order, Timestamp } from '../decider.ts';
import type { ManagerState } from '../manager/fold.ts';
import type { Person } from '../person.ts';
import type { AdmissionReason } from '../phone-queue/events.ts';
import type { TeamRoomState } from '../team-room/fold.ts';
import type { UserChatState } from '../user-chat/fold.ts';
import type { Client } from './client-capabilities.ts';
import type { CallHeader, LeaveReason, MeetKind, Place } from './events.ts';
import type { MissedReason } from './missed-reason.ts';

/** What the gate looks at besides the meet itself: other aggregates' states, read at the moment of deciding. */
export interface StartFacts {
  readonly channel: ChannelState;
  /** The chat, or the one whose internal chat it is; null for a team room. */
  readonly userChat: UserChatState;
  /** Null where the place is no team room. */
  readonly teamRoom: TeamRoomState;
  /** Null where no customer is to be in the meet. */
  readonly customer: CustomerState;
  /** The chat's assignee; null where it has none. */
  readonly assignee: ManagerState;
  /** The manager who starts; null where the customer does. */
  readonly starter: ManagerState;
  /** See {@link ThroughRoomLink}. */
  readonly throughRoomLink?: ThroughRoomLink;
}

/** What is looked at when a manager accepts or joins (R4), and who takes part in the place (R19, R20). */
export interface ManagerFacts {
  readonly channel: ChannelState;
  readonly manager: ManagerState;
  /** The chat whose internal chat it is; looked at for internal meets only. */
  readonly userChat?: UserChatState;
  /** Looked at for team meets only. */
  readonly teamRoom?: TeamRoomState;
  /** True where a link that was made inside this team meet brings the manager in, member or not (R27). */
  readonly invited?: boolean;
  /** See {@link ThroughRoomLink}. */
  readonly throughRoomLink?: ThroughRoomLink;
}

/**
 * R29: true where the manager holds the link of this team room: they come in as who is a member from then on, a direct message
 * excepted; and may start a meet in a public group (R31). Left out, it means false.
 */
export type ThroughRoomLink = boolean;

export interface StartMeet extends Order<'StartMeet'> {
  readonly meetId: string;
  readonly place: Place;
  readonly kind: MeetKind;
  readonly client: Client | null;
  readonly callbackOf: string | null;
  readonly facts: StartFacts;
  readonly limits: MeetLimits;
}

/** Fixed by the product (R12, R18); arguments only so that a test may shorten them. */
export interface MeetLimits {
  readonly ringTimeoutMs: number;
  readonly customerWaitMs: number;
}

/**
 * True where the starter is known to have been offline for longer than the grace (R33), as the manager of a meet that
 * waits for its customer may well be: an answer then does not count them in, and they join when they come back. Left
 * out, it means false. Looked at only while the meet waits; a caller lost while it rings has given up.
 */
export type StarterAway = boolean;

/**
 * R34: does the manager who started come in with the microphone off, as they chose? Looked at where an answer brings the
 * starter in. Left out, it means false.
 */
export type StarterMuted = boolean;

export interface AcceptMeet extends Order<'AcceptMeet'> {
  readonly client: Client | null;
  readonly deviceId: string | null;
  /** Null where a customer accepts. */
  readonly facts: ManagerFacts | null;
  /** See {@link StarterAway}. */
  readonly starterAway?: StarterAway;
  /** See {@link StarterMuted}. */
  readonly starterMuted?: StarterMuted;
}
export type DeclineMeet = Order<'DeclineMeet'>;
/** The caller gives up before anybody answered. */
export type CancelMeet = Order<'CancelMeet'>;
export interface JoinMeet extends Order<'JoinMeet'> {
  readonly client: Client | null;
  readonly facts: ManagerFacts | null;
  /** See {@link StarterAway}. */
  readonly starterAway?: StarterAway;
  /** See {@link StarterMuted}. */
  readonly starterMuted?: StarterMuted;
}
/** R32: only me. Before the answer it means: give up (the caller) or decline (who is rung). */
export interface LeaveMeet extends Order<'LeaveMeet'> {
  readonly reason: LeaveReason;
}
/** R32: for everyone; managers only. While it rings as {@link LeaveMeet}; while it waits for its customer, any manager may. */
export type EndMeet = Order<'EndMeet'>;
export interface SetMicrophone extends Order<'SetMicrophone'> {
  readonly on: boolean;
}
export interface SetCamera extends Order<'SetCamera'> {
  readonly on: boolean;
  readonly client: Client | null;
}
export interface SetScreenShare extends Order<'SetScreenShare'> {
  readonly on: boolean;
  readonly client: Client | null;
}
/** By the ring timer: nobody answered by the deadline. Before the deadline it changes nothing. */
export type TimeOutRing = Order<'TimeOutRing'>;
/** By the wait timer: the offline customer never came (R18). Before its end it changes nothing. */
export type TimeOutWait = Order<'TimeOutWait'>;
/** By the assignee reaction: the chat has another assignee while the customer's call rings (R15). */
export interface MoveRing extends Order<'MoveRing'> {
  /** Null: the chat has no assignee who could answer; the ring goes on where it is, for somebody must be able to. */
  readonly to: Person | null;
}
/** By the follow-up reaction (R18). */
export interface RecordFollowUp extends Order<'RecordFollowUp'> {
  readonly via: string;
  /** Null: it was sent. */
  readonly failure: string | null;
}
/** By the presence reaction: the person's connection has been lost for longer than the grace (R33). */
export interface LoseConnection extends Order<'LoseConnection'> {
  readonly person: Person;
  readonly lostSince: Timestamp;
}
/** By the call-back reaction: a newer meet called this missed one back (R13). */
export interface MarkMissedMeetHandled extends Order<'MarkMissedMeetHandled'> {
  readonly callbackMeetId: string;
}

/** By the room keeper: what carried the meet's sound and picture died, and all of it with it. */
export type NoteMediaLost = Order<'NoteMediaLost'>;

/** R37: by the caller: a call came in to one of the channel's numbers, and was let in or turned away. */
export interface ReceiveCall extends Order<'ReceiveCall'> {
  readonly meetId: string;
  readonly userChatId: string;
  readonly customerId: string;
  /** The channel's own number that was called, E.164. */
  readonly number: string;
  /** Which line holds the call: see `CallCameIn`. */
  readonly line: string;
  /** What the carrier said besides; as it was let through by the line. */
  readonly headers: readonly CallHeader[];
  /** Null: let in. */
  readonly turnedAway: AdmissionReason | null;
  /** How long it may wait at the longest. */
  readonly waitMs: number;
}
/** By the assignment: this manager was reserved for the call (R39). */
export interface RingManager extends Order<'RingManager'> {
  readonly managerId: string;
  readonly ringTimeoutMs: number;
}
/** By the assignment: this manager did not answer in their time (R39). */
export interface PassRing extends Order<'PassRing'> {
  readonly managerId: string;
}
/** By the queue's timer. Before the end of the wait it changes nothing. */
export interface TimeOutQueue extends Order<'TimeOutQueue'> {
  /** Is anybody on duty who could have taken it? */
  readonly staffed: boolean;
}
/** By the assignment: nobody is left who could take it. */
export type EndQueue = Order<'EndQueue'>;
/** By the phone line: the call is over there. */
export interface HangUpCall extends Order<'HangUpCall'> {
  /** False: the caller hung up (R32). True: the line broke, or was gone when its process started again. */
  readonly lost: boolean;
}

/** What is looked at when a manager dials a customer's number, as of now. */
export interface DialFacts {
  readonly channel: ChannelState;
  readonly starter: ManagerState;
  readonly customer: CustomerState;
  /** Has this installation a phone line? */
  readonly lineThere: boolean;
}
/** R38: by a manager. */
export interface DialCustomer extends Order<'DialCustomer'> {
  readonly meetId: string;
  readonly userChatId: string;
  readonly customerId: string;
  /** The channel's own number that it is dialled from, E.164. */
  readonly number: string;
  /** Which line is to dial: see `CallDialled`. */
  readonly line: string;
  readonly callbackOf: string | null;
  readonly client: Client | null;
  readonly facts: DialFacts;
  readonly limits: MeetLimits;
}
/** By the phone line: the customer picked up. */
export interface PickUpCall extends Order<'PickUpCall'> {
  readonly starterMuted: boolean;
}
/** By the phone line: nobody picked up. */
export interface FailDialledCall extends Order<'FailDialledCall'> {
  readonly reason: DialFailure;
}
/** Why nobody picked up (R38, R41). */
export type DialFailure = Extract<
  MissedReason,
  'BUSY' | 'REJECTED_BY_CUSTOMER' | 'UNREACHABLE_DEVICE' | 'RING_TIMED_OUT' | 'SYSTEM_FAILURE'
>;

/** The customer on the phone is put on hold, or back: by a manager who is in, or back by the line that could not. */
export interface HoldCall extends Order<'HoldCall'> {
  readonly on: boolean;
}

/** By a manager who is in the call: digits are to be pressed. Which, the line alone is told. */
export type SendDigits = Order<'SendDigits'>;
/** By the phone line, once they were pressed. */
export interface NoteDigits extends Order<'NoteDigits'> {
  readonly pressId: string;
  readonly person: Person;
  readonly count: number;
}

/** By a manager who is in the call: a colleague, who was reserved for it, is to come. */
export interface RingColleague extends Order<'RingColleague'> {
  readonly managerId: string;
  /** True: whoever rings leaves as soon as the colleague comes. */
  readonly handOver: boolean;
  /** Until when they are reserved. */
  readonly deadline: Timestamp;
}
/** By a manager who is in the call: the colleague need not come any more. */
export interface StopRingingColleague extends Order<'StopRingingColleague'> {
  readonly managerId: string;
}

export type MeetCommand =
  | HoldCall
  | RingColleague
  | StopRingingColleague
  | SendDigits
  | NoteDigits
  | DialCustomer
  | PickUpCall
  | FailDialledCall
  | ReceiveCall
  | RingManager
  | PassRing
  | TimeOutQueue
  | EndQueue
  | HangUpCall
  | StartMeet
  | AcceptMeet
  | DeclineMeet
  | CancelMeet
  | JoinMeet
  | LeaveMeet
  | EndMeet
  | SetMicrophone
  | SetCamera
  | SetScreenShare
  | TimeOutRing
  | TimeOutWait
  | MoveRing
  | RecordFollowUp
  | LoseConnection
  | MarkMissedMeetHandled
  | NoteMediaLost;
