import type { GuardName } from './gate.ts';
import type { MeetEvent } from './events.ts';

/** The events that settle a ring or a wait; whoever comes later learns which of them it was. */
export type SettlingEvent = Extract<
  MeetEvent['type'],
  | 'MeetAccepted'
  | 'MeetMissed'
  | 'RingSkipped'
  | 'RingDeclined'
  | 'RingUnanswered'
  | 'MeetOpened'
  | 'ColleagueAnswered'
  | 'ColleagueRingWithdrawn'
>;

/**
 * Why a command on a meet was refused. Closed: the API maps each to one problem type.
 * - `not-allowed`: every guard that failed, by name.
 * - `unknown`: there is no such meet.
 * - `begun`: StartMeet on a stream that already holds a meet; the caller looks at that meet instead.
 * - `lost-race`: somebody or some timer settled it first (invariant 6); the newest event of type `winner` says who.
 * - `ring-expired`: the deadline has passed though no timer has said so yet; run TimeOutRing / TimeOutWait, then decide again.
 * - `not-answered`: only a live meet can be joined so, or have a camera.
 * - `not-in-meet`: the actor is not in.
 * - `full`: R5.
 * - `over`: the meet has ended or was missed.
 */
export type MeetRefusal =
  | { readonly reason: 'not-allowed'; readonly guards: readonly GuardName[] }
  | { readonly reason: 'unknown' }
  | { readonly reason: 'begun' }
  | { readonly reason: 'lost-race'; readonly winner: SettlingEvent }
  | { readonly reason: 'ring-expired' }
  | { readonly reason: 'not-answered' }
  | { readonly reason: 'not-in-meet' }
  | { readonly reason: 'full'; readonly limit: number }
  | { readonly reason: 'over' };
