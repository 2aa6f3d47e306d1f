import type { ChannelState } from '../channel/fold.ts';
import type { Order, Timestamp } from '../decider.ts';
import type { ManagerState } from '../manager/fold.ts';
import type { ReleaseCause } from './events.ts';

/** What is left out stays as it is. */
export interface ChangeDuty extends Order<'ChangeDuty'>, OfManager {
  readonly available?: boolean;
  readonly doNotDisturb?: boolean;
  /** R42: true where the manager needs no more time to wrap up. */
  readonly endWrapUp?: boolean;
  /** The manager as of now (R4). */
  readonly manager: ManagerState;
}

export interface ChangeCallLimit extends Order<'ChangeCallLimit'>, OfManager {
  /** Null: any number. */
  readonly callLimit: number | null;
  readonly manager: ManagerState;
}

/** R39: the call may ring the manager, if nothing else does: by expected version, so that two calls never ring one manager. */
export interface ReserveManager extends Order<'ReserveManager'>, OfManager {
  readonly meetId: string;
  readonly until: Timestamp;
  readonly facts: DutyFacts;
}
/** The call rings the manager no longer. Nothing where it did not. */
export interface ReleaseManager extends Order<'ReleaseManager'>, OfManager {
  readonly meetId: string;
  readonly cause: ReleaseCause;
}
/** The time to answer is over. Before `until` it changes nothing. */
export interface LapseReservation extends Order<'LapseReservation'>, OfManager {
  readonly meetId: string;
}
/** The manager answers the call that rings them, dials, or joins one. */
export interface TakeCall extends Order<'TakeCall'>, OfManager {
  readonly meetId: string;
}
/** R42: the manager is out of the call. Nothing where they were in none, or in another. */
export interface FinishCall extends Order<'FinishCall'>, OfManager {
  readonly meetId: string;
  readonly wrapUpMs: number;
}
/** By the timer: the wrap-up is over. Before its end it changes nothing. */
export interface EndWrapUp extends Order<'EndWrapUp'>, OfManager {}

/** What is looked at besides the duty itself when a call is to ring a manager (R4, R39). */
export interface DutyFacts {
  readonly channel: ChannelState;
  readonly manager: ManagerState;
}

interface OfManager {
  readonly managerId: string;
}

export type DutyCommand =
  ChangeDuty | ChangeCallLimit | ReserveManager | ReleaseManager | LapseReservation | TakeCall | FinishCall | EndWrapUp;

/** Why a manager cannot be rung now (R4, R39). */
export type DutyObstacle =
  | 'plan-required'
  | 'seat-required'
  | 'not-there'
  | 'unavailable'
  | 'do-not-disturb'
  | 'reserved'
  | 'in-call'
  | 'wrapping-up'
  | 'call-limit-reached';

/**
 * - `unknown`: there is no such manager, or they were forgotten.
 * - `not-free`: what keeps the manager from being rung, or from taking another call.
 */
export type DutyRefusal =
  { readonly reason: 'unknown' } | { readonly reason: 'not-free'; readonly obstacle: DutyObstacle };
