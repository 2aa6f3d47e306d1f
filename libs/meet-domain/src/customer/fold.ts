import type { Timestamp } from '../decider.ts';
import type { CustomerEvent } from './events.ts';

/** A customer as their history tells it; null before they were put. */
export interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly phoneNumber: string | null;
  readonly blocked: boolean;
  readonly online: boolean;
  readonly graceUntil: Timestamp | null;
  /** True from being forgotten until put anew. Not told by the name, which the host may never have told us. */
  readonly forgotten: boolean;
}

export type CustomerState = Customer | null;

/** The customer after one more event. Total: an event that cannot come where it stands changes nothing. */
export function evolveCustomer(state: CustomerState, event: CustomerEvent): CustomerState {
  switch (event.type) {
    case 'CustomerPut':
      return {
        id: event.data.customerId,
        name: event.data.name,
        phoneNumber: event.data.phoneNumber,
        blocked: event.data.blocked,
        online: state?.online ?? false,
        graceUntil: state?.graceUntil ?? null,
        forgotten: false,
      };
    case 'CustomerCameOnline':
      return state && { ...state, online: true, graceUntil: null };
    case 'CustomerWentOffline':
      return state && { ...state, online: false, graceUntil: event.data.graceUntil };
    case 'CustomerForgotten':
      return state && { ...state, name: null, phoneNumber: null, forgotten: true };
  }
}
