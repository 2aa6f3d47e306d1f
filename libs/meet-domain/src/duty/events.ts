import type { Fact, Timestamp } from '../decider.ts';

/** A manager takes calls from then on: on duty. Their calls are counted anew. */
export type ManagerBecameAvailable = Fact<'ManagerBecameAvailable', OfManager>;
/** A manager takes no calls any more. A call they are in goes on. */
export type ManagerBecameUnavailable = Fact<'ManagerBecameUnavailable', OfManager>;
/** A manager is on duty and not to be rung for a while. */
export type DoNotDisturbTurnedOn = Fact<'DoNotDisturbTurnedOn', OfManager>;
export type DoNotDisturbTurnedOff = Fact<'DoNotDisturbTurnedOff', OfManager>;
/** R39: how many calls a manager is given while on duty; null: any number. */
export type CallLimitChanged = Fact<'CallLimitChanged', OfManager & { readonly callLimit: number | null }>;
/** R39: this call, and no other, may ring the manager until then. */
export type ManagerReserved = Fact<
  'ManagerReserved',
  OfManager & { readonly meetId: string; readonly until: Timestamp }
>;
/** The manager did not take the call that they were reserved for. */
export type ManagerReleased = Fact<
  'ManagerReleased',
  OfManager & { readonly meetId: string; readonly cause: ReleaseCause }
>;
/** The manager is in this call from then on, and in no other. */
export type CallTaken = Fact<'CallTaken', OfManager & { readonly meetId: string }>;
/** R42: the manager is out of the call, and in wrap-up until then; null: there is none. */
export type CallFinished = Fact<
  'CallFinished',
  OfManager & { readonly meetId: string; readonly wrapUpUntil: Timestamp | null }
>;
/** R42: the time for wrapping up is over, or the manager needed no more of it. */
export type WrapUpEnded = Fact<'WrapUpEnded', OfManager>;

/** `declined`: they said no. `unanswered`: their time to answer was over. `withdrawn`: there was nothing to answer any more. */
export type ReleaseCause = 'declined' | 'unanswered' | 'withdrawn';

interface OfManager {
  readonly managerId: string;
}

export type DutyEvent =
  | ManagerBecameAvailable
  | ManagerBecameUnavailable
  | DoNotDisturbTurnedOn
  | DoNotDisturbTurnedOff
  | CallLimitChanged
  | ManagerReserved
  | ManagerReleased
  | CallTaken
  | CallFinished
  | WrapUpEnded;
