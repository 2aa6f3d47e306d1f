import type { Timestamp } from '../decider.ts';
import type { Person } from '../person.ts';
import type { Direction, LeaveReason, MeetKind, Place } from './events.ts';
import type { MissedReason } from './missed-reason.ts';

export type MeetPhase = 'QUEUED' | 'RINGING' | 'WAITING_FOR_CUSTOMER' | 'LIVE' | 'ENDED' | 'MISSED';
export type RingOutcome =
  'RINGING' | 'ACCEPTED' | 'DECLINED' | 'TIMED_OUT' | 'CANCELED' | 'ANSWERED_ELSEWHERE' | 'SKIPPED';

export interface Ring {
  readonly callee: Person;
  readonly startedAt: Timestamp;
  readonly deadline: Timestamp;
  readonly outcome: RingOutcome;
  /** Of a colleague whom a manager rings in a call by phone; null for every other ring. */
  readonly colleague: {
    readonly rungBy: Person;
    readonly handOver: boolean;
    /** The device that answered, where it told. */
    readonly answeredOnDevice: string | null;
  } | null;
}

/** One stay in the meet; who comes back has another. Devices are all off once `leftAt` is set. */
export interface Participant {
  readonly person: Person;
  readonly joinedAt: Timestamp;
  readonly leftAt: Timestamp | null;
  readonly leaveReason: LeaveReason | null;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

/** A meet as its history tells it. */
export interface Meet {
  readonly id: string;
  readonly place: Place;
  readonly kind: MeetKind;
  readonly phase: MeetPhase;
  /** Null for internal and team meets, which no customer is in; so is `customerId`. */
  readonly direction: Direction | null;
  readonly customerId: string | null;
  readonly startedBy: Person;
  readonly startedAt: Timestamp;
  readonly callbackOf: string | null;
  readonly ringDeadline: Timestamp | null;
  readonly waitUntil: Timestamp | null;
  /** The channel's own number that was called or is called from, and whose line holds the call; null where it is no call by phone. */
  readonly call: { readonly number: string; readonly line: string } | null;
  /** Is the customer of a call by phone on hold? */
  readonly onHold: boolean;
  /** Which digits were noted last, by the id of their pressing: told again, they are not noted again. */
  readonly lastPressId: string | null;
  /** Until when a call waits for a manager; null where it never did. */
  readonly queueUntil: Timestamp | null;
  readonly rings: readonly Ring[];
  readonly followUp: 'none' | 'sent' | 'failed';
  /** When it went live: by an answer, or (where nobody is rung) by its start. */
  readonly answeredAt: Timestamp | null;
  readonly acceptedBy: Person | null;
  /** The device that answered, where it told; its siblings stop with "answered elsewhere" (R11). */
  readonly acceptedOnDevice: string | null;
  readonly upgradedToVideoAt: Timestamp | null;
  /** When its sound and picture last broke off. */
  readonly mediaLostAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly missedReason: MissedReason | null;
  readonly handledAt: Timestamp | null;
  readonly participants: readonly Participant[];
  /** R29: whom the room's link made a member, and of which edition of the room. */
  readonly cameByRoomLink: readonly { readonly id: string; readonly edition: number }[];
}

/** Null before `MeetStarted`. */
export type MeetState = Meet | null;
