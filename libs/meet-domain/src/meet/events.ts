import type { Fact, Timestamp } from '../decider.ts';
import type { Person } from '../person.ts';
import type { MissedReason } from './missed-reason.ts';

export type MeetKind = 'PHONE' | 'VOICE' | 'VIDEO';
/** Seen from the channel: INBOUND is a customer calling. */
export type Direction = 'INBOUND' | 'OUTBOUND';
export type LeaveReason = 'LEFT' | 'ENDED_FOR_EVERYONE' | 'CONNECTION_LOST' | 'PERMISSION_CHANGED' | 'HUNG_UP';

/** Where a meet happens. Internal chats and team rooms join this union when they come. */
export type Place = { readonly type: 'user-chat'; readonly userChatId: string };

/** A meet began. What follows at once is a ring (`MeetRang`) or, for an offline customer, a wait (`CustomerAwaited`). */
export type MeetStarted = Fact<
  'MeetStarted',
  {
    readonly meetId: string;
    readonly place: Place;
    readonly kind: MeetKind;
    readonly direction: Direction;
    /** The customer this meet is with. */
    readonly customerId: string;
    readonly startedBy: Person;
    /** The missed meet that this one calls back (R13), or null. */
    readonly callbackOf: string | null;
  }
>;
/** Somebody's devices ring until the deadline, which is server time and never moves (R12, R15). */
export type MeetRang = Fact<'MeetRang', { readonly callee: Person; readonly deadline: Timestamp }>;
/** Somebody's devices stop ringing though nobody answered: the chat has another assignee now (R15). */
export type RingSkipped = Fact<'RingSkipped', { readonly callee: Person }>;
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
/** Over, after it was answered. */
export type MeetEnded = Fact<'MeetEnded', { readonly cause: 'ended-for-everyone' | 'last-one-left' }>;

export type MeetEvent =
  | MeetStarted
  | MeetRang
  | RingSkipped
  | CustomerAwaited
  | FollowUpSent
  | FollowUpFailed
  | MeetAccepted
  | MeetMissed
  | MissedMeetHandled
  | ParticipantJoined
  | ParticipantLeft
  | MicrophoneTurnedOn
  | MicrophoneTurnedOff
  | CameraTurnedOn
  | CameraTurnedOff
  | ScreenShareStarted
  | ScreenShareStopped
  | MeetUpgradedToVideo
  | MeetEnded;
