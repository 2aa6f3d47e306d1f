import type { Timestamp } from '../decider.ts';
import type { DutyEvent } from './events.ts';

/** What a manager's duty holds them with: at most one call at a time, or the wrap-up behind it. */
export type Engagement =
  | { readonly type: 'free' }
  | { readonly type: 'reserved'; readonly meetId: string; readonly until: Timestamp }
  | { readonly type: 'in-call'; readonly meetId: string; readonly since: Timestamp }
  | { readonly type: 'wrap-up'; readonly until: Timestamp };

/** A manager's duty as its history tells it. */
export interface Duty {
  readonly managerId: string;
  /** On duty? */
  readonly available: boolean;
  readonly doNotDisturb: boolean;
  /** R39. Null: any number. */
  readonly callLimit: number | null;
  /** Since they came on duty. */
  readonly callsTaken: number;
  /** R39: since when nobody has needed them: they came on duty, or their last call's wrap-up ended. Null while off duty or in a call. */
  readonly idleSince: Timestamp | null;
  readonly engagement: Engagement;
}

/** Null for who never had anything to do with duty: as off duty. */
export type DutyState = Duty | null;

const FREE: Engagement = { type: 'free' };

/** The duty after one more event. Total: an event that cannot come where it stands changes nothing. */
export function evolveDuty(state: DutyState, event: DutyEvent): Duty {
  const duty = state ?? offDuty(event.data.managerId);
  switch (event.type) {
    case 'ManagerBecameAvailable':
      return { ...duty, available: true, callsTaken: 0, idleSince: duty.engagement.type === 'free' ? event.at : null };
    case 'ManagerBecameUnavailable':
      return { ...duty, available: false, idleSince: null };
    case 'DoNotDisturbTurnedOn':
      return { ...duty, doNotDisturb: true };
    case 'DoNotDisturbTurnedOff':
      return { ...duty, doNotDisturb: false };
    case 'CallLimitChanged':
      return { ...duty, callLimit: event.data.callLimit };
    case 'ManagerReserved':
      return { ...duty, engagement: { type: 'reserved', meetId: event.data.meetId, until: event.data.until } };
    case 'ManagerReleased':
      // Who was rung in vain has been idle all the while, and is as long idle as before.
      return freed(duty, duty.idleSince ?? event.at);
    case 'CallTaken': {
      const engagement: Engagement = { type: 'in-call', meetId: event.data.meetId, since: event.at };
      return { ...duty, callsTaken: duty.callsTaken + 1, idleSince: null, engagement };
    }
    case 'CallFinished': {
      const { wrapUpUntil } = event.data;
      return wrapUpUntil === null
        ? freed(duty, event.at)
        : { ...duty, engagement: { type: 'wrap-up', until: wrapUpUntil } };
    }
    case 'WrapUpEnded':
      return freed(duty, event.at);
  }
}

const freed = (duty: Duty, at: Timestamp): Duty => ({
  ...duty,
  engagement: FREE,
  idleSince: duty.available ? at : null,
});

/** How it is for who never came on duty. */
export const offDuty = (managerId: string): Duty => ({
  managerId,
  available: false,
  doNotDisturb: false,
  callLimit: null,
  callsTaken: 0,
  idleSince: null,
  engagement: FREE,
});
