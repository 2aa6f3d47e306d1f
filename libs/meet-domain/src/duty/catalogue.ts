import type { CatalogueOf } from '../catalogue-entry.ts';
import type { DutyEvent } from './events.ts';

const first = { aggregate: 'duty', schemaVersion: 1, upcasters: [] } as const;

export const dutyCatalogue: CatalogueOf<DutyEvent> = {
  ManagerBecameAvailable: {
    ...first,
    summary: 'A manager came on duty: they take calls by phone, and their calls are counted anew.',
    rules: ['R39'],
    example: { managerId: 'm-1' },
  },
  ManagerBecameUnavailable: {
    ...first,
    summary: 'A manager went off duty; a call they are in goes on.',
    rules: ['R39'],
    example: { managerId: 'm-1' },
  },
  DoNotDisturbTurnedOn: {
    ...first,
    summary: 'A manager is not to be rung for a while.',
    rules: ['R39'],
    example: { managerId: 'm-1' },
  },
  DoNotDisturbTurnedOff: {
    ...first,
    summary: 'A manager may be rung again.',
    rules: ['R39'],
    example: { managerId: 'm-1' },
  },
  CallLimitChanged: {
    ...first,
    summary: 'A manager is given so many calls while on duty and no more; null is any number.',
    rules: ['R39'],
    example: { managerId: 'm-1', callLimit: 20 },
  },
  ManagerReserved: {
    ...first,
    summary: 'One call, and no other, may ring the manager until then.',
    rules: ['R39'],
    example: { managerId: 'm-1', meetId: 'uc.uc-2.1', until: '2026-01-31T09:00:30.000Z' },
  },
  ManagerReleased: {
    ...first,
    summary: 'The manager did not take the call that they were reserved for.',
    rules: ['R39'],
    example: { managerId: 'm-1', meetId: 'uc.uc-2.1', cause: 'declined' },
  },
  CallTaken: {
    ...first,
    summary: 'The manager is in this call from then on, and in no other.',
    rules: ['R39'],
    example: { managerId: 'm-1', meetId: 'uc.uc-2.1' },
  },
  CallFinished: {
    ...first,
    summary: 'The manager is out of the call, and in wrap-up until then, if there is any.',
    rules: ['R42'],
    example: { managerId: 'm-1', meetId: 'uc.uc-2.1', wrapUpUntil: '2026-01-31T09:10:30.000Z' },
  },
  WrapUpEnded: {
    ...first,
    summary: 'The time for wrapping up is over, or the manager needed no more of it.',
    rules: ['R42'],
    example: { managerId: 'm-1' },
  },
};
