import type { Order } from '../decider.ts';
import type { ManagerMeetSettings } from './events.ts';

export interface PutManager extends Order<'PutManager'> {
  readonly managerId: string;
  readonly name: string;
  readonly operatorSeat: boolean;
}

export interface SetManagerPresence extends Order<'SetManagerPresence'> {
  readonly managerId: string;
  readonly online: boolean;
  /** How long a lost connection may last before the person has left (R33). */
  readonly graceMs: number;
}

/** R34. What is left out stays as it is; null goes back to how it is for who never chose. */
export interface ChangeManagerMeetSettings extends Order<'ChangeManagerMeetSettings'> {
  readonly managerId: string;
  readonly change: ManagerMeetSettingsChange;
}
export type ManagerMeetSettingsChange = {
  readonly [Setting in keyof ManagerMeetSettings]?: ManagerMeetSettings[Setting] | null;
};

export interface ForgetManager extends Order<'ForgetManager'> {
  readonly managerId: string;
}

export interface RevokeManagerTokens extends Order<'RevokeManagerTokens'> {
  readonly managerId: string;
}

export type ManagerCommand =
  PutManager | SetManagerPresence | ChangeManagerMeetSettings | ForgetManager | RevokeManagerTokens;

/** `unknown`: the manager was never put. */
export type ManagerRefusal = { readonly reason: 'unknown' };
