import type { Order } from '../decider.ts';

export interface PutCustomer extends Order<'PutCustomer'> {
  readonly customerId: string;
  readonly name: string | null;
  readonly phoneNumber: string | null;
  readonly blocked: boolean;
}

export interface SetCustomerPresence extends Order<'SetCustomerPresence'> {
  readonly customerId: string;
  readonly online: boolean;
  /** How long a lost connection may last before the person has left (R33). */
  readonly graceMs: number;
}

export interface ForgetCustomer extends Order<'ForgetCustomer'> {
  readonly customerId: string;
}

export interface RevokeCustomerTokens extends Order<'RevokeCustomerTokens'> {
  readonly customerId: string;
}

/** Before anything of theirs is sealed in another stream: see `CustomerSealNoted`. */
export interface NoteCustomerSeal extends Order<'NoteCustomerSeal'> {
  readonly customerId: string;
}

export type CustomerCommand =
  PutCustomer | SetCustomerPresence | ForgetCustomer | NoteCustomerSeal | RevokeCustomerTokens;

/** `unknown`: the customer was never put. */
export type CustomerRefusal = { readonly reason: 'unknown' };
