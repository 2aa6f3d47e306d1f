import { accept, type Decision, plusMs, refuse } from '../decider.ts';
import type {
  ChangeCallLimit,
  ChangeDuty,
  DutyCommand,
  DutyObstacle,
  DutyRefusal,
  EndWrapUp,
  FinishCall,
  LapseReservation,
  ReleaseManager,
  ReserveManager,
  TakeCall,
} from './commands.ts';
import type {
  DoNotDisturbTurnedOff,
  DoNotDisturbTurnedOn,
  DutyEvent,
  ManagerBecameAvailable,
  ManagerBecameUnavailable,
  WrapUpEnded,
} from './events.ts';
import { type Duty, type DutyState, offDuty } from './fold.ts';
import { whyNotToRing } from './obstacles.ts';

export type DutyDecision = Decision<DutyEvent, DutyRefusal>;

/** What follows from an order about a manager's duty. Where it already is as ordered, nothing does. */
export function decideDuty(command: DutyCommand, state: DutyState): DutyDecision {
  const duty = state ?? offDuty(command.managerId);
  switch (command.type) {
    case 'ChangeDuty':
      return changeDuty(command, duty);
    case 'ChangeCallLimit':
      return changeCallLimit(command, duty);
    case 'ReserveManager':
      return reserve(command, duty);
    case 'ReleaseManager':
      return release(command, duty);
    case 'LapseReservation':
      return lapse(command, duty);
    case 'TakeCall':
      return takeCall(command, duty);
    case 'FinishCall':
      return finishCall(command, duty);
    case 'EndWrapUp':
      return endWrapUp(command, duty);
  }
}

/** Whoever has no seat may come on duty all the same: they get one, and are rung from then on. */
function changeDuty(command: ChangeDuty, duty: Duty): DutyDecision {
  const { at, by, managerId, available, doNotDisturb, endWrapUp: endsWrapUp, manager } = command;
  if (manager === null || manager.forgotten) return refuse({ reason: 'unknown' });
  const events: DutyEvent[] = [];
  const add = (type: SwitchEvent['type']) => events.push({ type, at, by, data: { managerId } });
  if (available !== undefined && available !== duty.available) {
    add(available ? 'ManagerBecameAvailable' : 'ManagerBecameUnavailable');
  }
  if (doNotDisturb !== undefined && doNotDisturb !== duty.doNotDisturb) {
    add(doNotDisturb ? 'DoNotDisturbTurnedOn' : 'DoNotDisturbTurnedOff');
  }
  if (endsWrapUp === true && duty.engagement.type === 'wrap-up') add('WrapUpEnded');
  return accept(...events);
}

type SwitchEvent = Extract<
  DutyEvent,
  ManagerBecameAvailable | ManagerBecameUnavailable | DoNotDisturbTurnedOn | DoNotDisturbTurnedOff | WrapUpEnded
>;

function changeCallLimit({ at, by, managerId, callLimit, manager }: ChangeCallLimit, duty: Duty): DutyDecision {
  if (manager === null || manager.forgotten) return refuse({ reason: 'unknown' });
  if (duty.callLimit === callLimit) return accept();
  return accept({ type: 'CallLimitChanged', at, by, data: { managerId, callLimit } });
}

function reserve({ at, by, managerId, meetId, until, facts }: ReserveManager, duty: Duty): DutyDecision {
  if (duty.engagement.type === 'reserved' && duty.engagement.meetId === meetId) return accept();
  const obstacle = whyNotToRing(duty, facts);
  if (obstacle !== null) return notFree(obstacle);
  return accept({ type: 'ManagerReserved', at, by, data: { managerId, meetId, until } });
}

function release({ at, by, managerId, meetId, cause }: ReleaseManager, { engagement }: Duty): DutyDecision {
  if (engagement.type !== 'reserved' || engagement.meetId !== meetId) return accept();
  return accept({ type: 'ManagerReleased', at, by, data: { managerId, meetId, cause } });
}

/** Exactly at its end is late enough. */
function lapse({ at, by, managerId, meetId }: LapseReservation, { engagement }: Duty): DutyDecision {
  if (engagement.type !== 'reserved' || engagement.meetId !== meetId || at < engagement.until) return accept();
  return accept({ type: 'ManagerReleased', at, by, data: { managerId, meetId, cause: 'unanswered' } });
}

/** What rings is answered; who dials or joins need not be on duty, nor in time with their wrap-up, but in one call at a time. */
function takeCall({ at, by, managerId, meetId }: TakeCall, { engagement }: Duty): DutyDecision {
  switch (engagement.type) {
    case 'in-call':
      return engagement.meetId === meetId ? accept() : notFree('in-call');
    case 'reserved':
      if (engagement.meetId !== meetId) return notFree('reserved');
      break;
    case 'free':
    case 'wrap-up':
      break;
  }
  return accept({ type: 'CallTaken', at, by, data: { managerId, meetId } });
}

function finishCall({ at, by, managerId, meetId, wrapUpMs }: FinishCall, { engagement }: Duty): DutyDecision {
  if (engagement.type !== 'in-call' || engagement.meetId !== meetId) return accept();
  const wrapUpUntil = wrapUpMs > 0 ? plusMs(at, wrapUpMs) : null;
  return accept({ type: 'CallFinished', at, by, data: { managerId, meetId, wrapUpUntil } });
}

function endWrapUp({ at, by, managerId }: EndWrapUp, { engagement }: Duty): DutyDecision {
  if (engagement.type !== 'wrap-up' || at < engagement.until) return accept();
  return accept({ type: 'WrapUpEnded', at, by, data: { managerId } });
}

const notFree = (obstacle: DutyObstacle): DutyDecision => refuse({ reason: 'not-free', obstacle });
