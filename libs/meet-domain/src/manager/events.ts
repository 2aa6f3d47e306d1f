import type { Fact, Timestamp } from '../decider.ts';

/** The host product told us of a manager. `name` is personal: sealed at rest, null once the person was forgotten. */
export type ManagerPut = Fact<
  'ManagerPut',
  { readonly managerId: string; readonly name: string | null; readonly operatorSeat: boolean }
>;
export type ManagerCameOnline = Fact<'ManagerCameOnline', { readonly managerId: string }>;
/** `graceUntil`: from then on the manager has left whatever meet they were in (R33). */
export type ManagerWentOffline = Fact<
  'ManagerWentOffline',
  { readonly managerId: string; readonly graceUntil: Timestamp }
>;
/** The key to the manager's personal data was destroyed; what happened stands, who it was does not. */
export type ManagerForgotten = Fact<'ManagerForgotten', { readonly managerId: string }>;

export type ManagerEvent = ManagerPut | ManagerCameOnline | ManagerWentOffline | ManagerForgotten;
