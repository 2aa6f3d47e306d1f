import type { Fact, Timestamp } from '../decider.ts';
import type { Person } from '../person.ts';
import type { MissedReason } from './missed-reason.ts';

export type MeetKind = 'PHONE' | 'VOICE' | 'VIDEO';
/** Seen from the channel: INBOUND is a customer calling. */
export type Direction = 'INBOUND' | 'OUTBOUND';
export type LeaveReason = 'LEFT' | 'ENDED_FOR_EVERYONE' | 'CONNECTION_LOST' | 'PERMISSION_CHANGED' | 'HUNG_UP';

/** Where a meet happens: in a user chat, in the managers' internal chat beside one (R19), or in a team room (R20). */
export type Place =
  | { readonly type: 'user-chat'; readonly userChatId: string }
  | { readonly type: 'internal-chat'; readonly userChatId: string }
  | { readonly type: 'team-room'; readonly teamRoomId: string };

/**
 * A meet began. What follows at once is a ring (`MeetRang`, one for each who is called), a wait for an offline customer
 * (`CustomerAwaited`) or, where nobody is called, that it is live (`MeetOpened`).
 */
export type MeetStarted = Fact<
  'MeetStarted',
  {
    readonly meetId: string;
    readonly place: Place;
    readonly kind: MeetKind;
    /** Null where no customer is called or calls: internal and team meets. */
    readonly direction: Direction | null;
    /** The customer this meet is with; null for internal and team meets. */
    readonly customerId: string | null;
    readonly startedBy: Person;
    /** The missed meet that this one calls back (R13), or null. */
    readonly callbackOf: string | null;
  }
>;
/** Somebody's devices ring until the deadline, which is server time and never moves (R12, R15). */
export type MeetRang = Fact<'MeetRang', { readonly callee: Person; readonly deadline: Timestamp }>;
/** Somebody's devices stop ringing though nobody answered: the chat has another assignee now (R15). */
export type RingSkipped = Fact<'RingSkipped', { readonly callee: Person }>;
/** One of several who are rung said no; the others ring on. Where nobody rings on, it is `MeetMissed` instead. */
export type RingDeclined = Fact<'RingDeclined', { readonly callee: Person }>;
/**
 * By phone, to this number of the channel's own, E.164. `line` names the installation whose phone line holds the call: when that
 * one starts anew, the call is gone, and nobody else's is. `headers`: what the carrier said besides, as far as its settings let it
 * through. It may say anything of the caller, so it is personal: sealed at rest, null once they were forgotten.
 */
export type CallCameIn = Fact<
  'CallCameIn',
  {
    readonly number: string;
    readonly line: string;
    /** Whose call it is. Null in what was stored before there were headers. */
    readonly customerId: string | null;
    readonly headers: readonly CallHeader[] | null;
  }
>;
/** A header of a carrier's own, its name in lower case. */
export interface CallHeader {
  readonly name: string;
  readonly value: string;
}
/** R38: a manager dials the customer from this number of the channel's own; it rings until the deadline at most (R12). `line`: likewise. */
export type CallDialled = Fact<
  'CallDialled',
  { readonly number: string; readonly line: string; readonly deadline: Timestamp }
>;
/** A manager put the customer of a call by phone on hold. */
export type CallHeld = Fact<'CallHeld', { readonly participant: Person }>;
/** The customer is not on hold any more; by the line where it could not hold them. */
export type CallResumed = Fact<'CallResumed', { readonly participant: Person }>;
/** So many digits were pressed in a call by phone: by a manager, for the other end to hear, or by the customer. Which they were stands nowhere. */
export type DigitsPressed = Fact<
  'DigitsPressed',
  {
    /** Tells this pressing from others. */
    readonly pressId: string;
    readonly person: Person;
    readonly count: number;
  }
>;
/**
 * R39: a manager who is in a call by phone rings a colleague, until then at most: to consult them, or (`handOver`) to leave the call to
 * them as soon as they come.
 */
export type ColleagueRang = Fact<
  'ColleagueRang',
  { readonly callee: Person; readonly rungBy: Person; readonly deadline: Timestamp; readonly handOver: boolean }
>;
/** The colleague comes into the call. `deviceId` is the answering device's, where it told. */
export type ColleagueAnswered = Fact<
  'ColleagueAnswered',
  { readonly callee: Person; readonly deviceId: string | null }
>;
/** The colleague is rung no more, though neither they nor their time said so. */
export type ColleagueRingWithdrawn = Fact<'ColleagueRingWithdrawn', { readonly callee: Person }>;
/** A manager leaves the call to the colleague whom they had rung, and who is in it. */
export type CallHandedOver = Fact<'CallHandedOver', { readonly from: Person; readonly to: Person }>;
/** A call waits for a manager, until then at most (R39). */
export type MeetQueued = Fact<'MeetQueued', { readonly until: Timestamp }>;
/** Who was rung did not answer in their time, and another is to be rung (R39). */
export type RingUnanswered = Fact<'RingUnanswered', { readonly callee: Person }>;
/** Live from its start: nobody is called, whoever takes part in the place may come in (R19, R20). */
export type MeetOpened = Fact<'MeetOpened', { readonly openedBy: Person }>;
/** The customer is offline: no ring; the meet waits for them until then at most (R18). */
export type CustomerAwaited = Fact<'CustomerAwaited', { readonly until: Timestamp }>;
/** The customer was told of the waiting meet by text message or the like (R18). */
export type FollowUpSent = Fact<'FollowUpSent', { readonly via: string }>;
/** The customer could not be told of the waiting meet, for good. */
export type FollowUpFailed = Fact<'FollowUpFailed', { readonly via: string; readonly why: string }>;
/** Answered: the meet is live from here on. `deviceId` is the answering device's, where it told. */
export type MeetAccepted = Fact<'MeetAccepted', { readonly acceptedBy: Person; readonly deviceId: string | null }>;
/** Over, and never answered (R13, R41). */
export type MeetMissed = Fact<'MeetMissed', { readonly reason: MissedReason }>;
/** A manager called the customer of this missed meet back (R13). */
export type MissedMeetHandled = Fact<'MissedMeetHandled', { readonly callbackMeetId: string }>;
export type ParticipantJoined = Fact<'ParticipantJoined', { readonly participant: Person }>;
/**
 * R29: who came in through the link of a group that they are no member of, which makes them one. In the same append as their
 * coming in, so that a crash between that and the membership, which stands in the room's own stream, can be made good for.
 */
export type ParticipantCameByRoomLink = Fact<
  'ParticipantCameByRoomLink',
  {
    readonly participant: Person;
    readonly teamRoomId: string;
    /** How often the room had been told of: told anew, it is as it was told. */
    readonly roomEdition: number;
  }
>;
export type ParticipantLeft = Fact<'ParticipantLeft', { readonly participant: Person; readonly reason: LeaveReason }>;
export type MicrophoneTurnedOn = Fact<'MicrophoneTurnedOn', { readonly participant: Person }>;
export type MicrophoneTurnedOff = Fact<'MicrophoneTurnedOff', { readonly participant: Person }>;
export type CameraTurnedOn = Fact<'CameraTurnedOn', { readonly participant: Person }>;
export type CameraTurnedOff = Fact<'CameraTurnedOff', { readonly participant: Person }>;
export type ScreenShareStarted = Fact<'ScreenShareStarted', { readonly participant: Person }>;
export type ScreenShareStopped = Fact<'ScreenShareStopped', { readonly participant: Person }>;
/** VOICE became VIDEO, for ever (R21, R22). */
export type MeetUpgradedToVideo = Fact<
  'MeetUpgradedToVideo',
  { readonly participant: Person; readonly cause: 'camera' | 'screen-share' }
>;
/** Its sound and picture broke off, for a fault of ours; who is in opens them anew. */
export type MediaLost = Fact<'MediaLost', { readonly cause: 'worker-died' }>;
/** Over, after it was answered. `hung-up`: the customer of a call by phone is gone from it, and without them there is none (R32). */
export type MeetEnded = Fact<'MeetEnded', { readonly cause: 'ended-for-everyone' | 'last-one-left' | 'hung-up' }>;

export type MeetEvent =
  | MeetStarted
  | MeetRang
  | RingSkipped
  | RingDeclined
  | CallCameIn
  | CallDialled
  | CallHeld
  | CallResumed
  | DigitsPressed
  | ColleagueRang
  | ColleagueAnswered
  | ColleagueRingWithdrawn
  | CallHandedOver
  | MeetQueued
  | RingUnanswered
  | MeetOpened
  | CustomerAwaited
  | FollowUpSent
  | FollowUpFailed
  | MeetAccepted
  | MeetMissed
  | MissedMeetHandled
  | ParticipantJoined
  | ParticipantCameByRoomLink
  | ParticipantLeft
  | MicrophoneTurnedOn
  | MicrophoneTurnedOff
  | CameraTurnedOn
  | CameraTurnedOff
  | ScreenShareStarted
  | ScreenShareStopped
  | MeetUpgradedToVideo
  | MediaLost
  | MeetEnded;
