import type { Timestamp } from '../decider.ts';
import type { Person } from '../person.ts';
import type { Direction, LeaveReason, MeetKind, Place } from './events.ts';
import type { MissedReason } from './missed-reason.ts';

export type MeetPhase = 'RINGING' | 'WAITING_FOR_CUSTOMER' | 'LIVE' | 'ENDED' | 'MISSED';
export type RingOutcome =
  | 'RINGING'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'TIMED_OUT'
  | 'CANCELED'
  | 'ANSWERED_ELSEWHERE'
  | 'SKIPPED';

export interface Ring {
  readonly callee: Person;
  readonly startedAt: Timestamp;
  readonly deadline: Timestamp;
  readonly outcome: RingOutcome;
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
  readonly direction: Direction;
  readonly customerId: string;
  readonly startedBy: Person;
  readonly startedAt: Timestamp;
  readonly callbackOf: string | null;
  readonly ringDeadline: Timestamp | null;
  readonly waitUntil: Timestamp | null;
  readonly rings: readonly Ring[];
  readonly followUp: 'none' | 'sent' | 'failed';
  readonly answeredAt: Timestamp | null;
  readonly acceptedBy: Person | null;
  /** The device that answered, where it told; its siblings stop with "answered elsewhere" (R11). */
  readonly acceptedOnDevice: string | null;
  readonly upgradedToVideoAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly missedReason: MissedReason | null;
  readonly handledAt: Timestamp | null;
  readonly participants: readonly Participant[];
}

/** Null before `MeetStarted`. */
export type MeetState = Meet | null;
