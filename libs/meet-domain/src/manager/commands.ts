import type { Order } from '../decider.ts';

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

export interface ForgetManager extends Order<'ForgetManager'> {
  readonly managerId: string;
}

export type ManagerCommand = PutManager | SetManagerPresence | ForgetManager;

/** `unknown`: the manager was never put. */
export type ManagerRefusal = { readonly reason: 'unknown' };
