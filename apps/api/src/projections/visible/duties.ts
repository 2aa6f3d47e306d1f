import { type Duty, offDuty } from '@meets/meet-domain';
import type { Viewer } from '../../viewer.ts';
import type { DutyStateName, DutyView } from '../views.ts';
import { reachOf } from './reach.ts';

/** R39: a manager's own, off duty for who never came on it; nobody else has one. */
export const ownDutyView = (viewer: Viewer, own: Duty | null): DutyView | null =>
  viewer.role === 'manager' ? dutyView(viewer, own ?? offDuty(viewer.id)) : null;

/** R39: who takes calls, and which, is the staff's to know. The duty is one of the viewer's own channel. */
export function dutyView(viewer: Viewer, duty: Duty | null): DutyView | null {
  if (duty === null || !mayFollowDuties(viewer)) return null;
  const { managerId, available, doNotDisturb, callLimit, callsTaken, idleSince, engagement } = duty;
  return {
    ...{ managerId, state: dutyStateOf(duty), available, doNotDisturb, callLimit, callsTaken, idleSince },
    until: 'until' in engagement ? engagement.until : null,
    meetId: 'meetId' in engagement ? engagement.meetId : null,
  };
}

export const mayFollowDuties = (viewer: Viewer): boolean => reachOf(viewer) === 'channel';

function dutyStateOf({ available, doNotDisturb, engagement }: Duty): DutyStateName {
  switch (engagement.type) {
    case 'reserved':
      return 'RESERVED';
    case 'in-call':
      return 'IN_CALL';
    case 'wrap-up':
      return 'WRAP_UP';
    case 'free':
      if (!available) return 'UNAVAILABLE';
      return doNotDisturb ? 'DO_NOT_DISTURB' : 'AVAILABLE';
  }
}
