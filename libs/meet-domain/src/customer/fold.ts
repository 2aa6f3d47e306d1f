import type { Timestamp } from '../decider.ts';
import { offline, ONLINE, type Presence, presenceOf } from '../presence.ts';
import type { CustomerEvent } from './events.ts';

/** A customer as their history tells it; null before they were put. */
export interface Customer extends Presence {
  readonly id: string;
  readonly name: string | null;
  readonly phoneNumber: string | null;
  readonly blocked: boolean;
  /** True from being forgotten until put anew. Not told by the name, which the host may never have told us. */
  readonly forgotten: boolean;
  /** Was their key named by `CustomerSealNoted`, and is not destroyed since? */
  readonly sealNoted: boolean;
  /** Tokens issued before this are refused; null where none ever were. */
  readonly tokensRevokedAt: Timestamp | null;
}

export type CustomerState = Customer | null;

/**
 * Is the key that seals what is told of them named in their own stream, so that forgetting them destroys it? False of who was forgotten:
 * nothing may be sealed of them.
 */
export const namesItsKey = (customer: CustomerState): boolean =>
  customer !== null && (customer.name !== null || customer.phoneNumber !== null || customer.sealNoted);

/** The customer after one more event. Total: an event that cannot come where it stands changes nothing. */
export function evolveCustomer(state: CustomerState, event: CustomerEvent): CustomerState {
  switch (event.type) {
    case 'CustomerPut':
      return {
        id: event.data.customerId,
        name: event.data.name,
        phoneNumber: event.data.phoneNumber,
        blocked: event.data.blocked,
        ...presenceOf(state),
        forgotten: false,
        sealNoted: state?.sealNoted ?? false,
        tokensRevokedAt: state?.tokensRevokedAt ?? null,
      };
    case 'CustomerCameOnline':
      return state && { ...state, ...ONLINE };
    case 'CustomerWentOffline':
      return state && { ...state, ...offline(state, event.data.graceUntil, event.at) };
    case 'CustomerTokensRevoked':
      return state && { ...state, tokensRevokedAt: event.at };
    case 'CustomerForgotten':
      return state && { ...state, name: null, phoneNumber: null, forgotten: true, sealNoted: false };
    case 'CustomerSealNoted':
      return state && { ...state, sealNoted: true };
  }
}
