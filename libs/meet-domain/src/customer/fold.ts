import type { Timestamp } from '../decider.ts';
import type { CustomerEvent } from './events.ts';

/** A customer as their history tells it; null before they were put. */
export interface Customer {
  readonly id: string;
  readonly name: string | null;
  readonly phoneNumber: string | null;
  readonly blocked: boolean;
  readonly online: boolean;
  /** When the grace of the newest loss of connection ends; null while online, or where none was ever told. */
  readonly graceUntil: Timestamp | null;
  /** Since when they have been offline without a break; null while online, or where no loss was ever told (R33). */
  readonly lostSince: Timestamp | null;
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
        online: state?.online ?? false,
        graceUntil: state?.graceUntil ?? null,
        lostSince: state?.lostSince ?? null,
        forgotten: false,
        sealNoted: state?.sealNoted ?? false,
        tokensRevokedAt: state?.tokensRevokedAt ?? null,
      };
    case 'CustomerCameOnline':
      return state && { ...state, online: true, graceUntil: null, lostSince: null };
    case 'CustomerWentOffline':
      // Told again while offline, it is the same absence, with another grace for whatever they entered meanwhile.
      return (
        state && {
          ...state,
          online: false,
          graceUntil: event.data.graceUntil,
          lostSince: state.lostSince ?? event.at,
        }
      );
    case 'CustomerTokensRevoked':
      return state && { ...state, tokensRevokedAt: event.at };
    case 'CustomerForgotten':
      return state && { ...state, name: null, phoneNumber: null, forgotten: true, sealNoted: false };
    case 'CustomerSealNoted':
      return state && { ...state, sealNoted: true };
  }
}
