import type { Timestamp } from '../decider.ts';

/** A customer as their history tells it; null before they were put. */
export interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly phoneNumber: string | null;
  readonly blocked: boolean;
  readonly online: boolean;
  readonly graceUntil: Timestamp | null;
}

export type CustomerState = Customer | null;
