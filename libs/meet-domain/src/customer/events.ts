import type { Fact, Timestamp } from '../decider.ts';

/**
 * The host product told us of a customer. `name` and `phoneNumber` are personal: sealed at rest, null once the person
 * was forgotten, or where the host never told them.
 */
export type CustomerPut = Fact<
  'CustomerPut',
  {
    readonly customerId: string;
    readonly name: string | null;
    /** E.164. Never shown in a voice or video meet (R6). */
    readonly phoneNumber: string | null;
    readonly blocked: boolean;
  }
>;
export type CustomerCameOnline = Fact<'CustomerCameOnline', { readonly customerId: string }>;
/** `graceUntil`: from then on the customer has left whatever meet they were in (R33). */
export type CustomerWentOffline = Fact<
  'CustomerWentOffline',
  { readonly customerId: string; readonly graceUntil: Timestamp }
>;
/** The key to the customer's personal data was destroyed; what happened stands, who it was does not. */
export type CustomerForgotten = Fact<'CustomerForgotten', { readonly customerId: string }>;

/**
 * Something of the customer's is sealed in another stream, as what a carrier said of their call is. Their key is named here by sealing
 * `mark` under it, so that forgetting them destroys it though nothing else of theirs is told here; null once they were forgotten.
 */
export type CustomerSealNoted = Fact<
  'CustomerSealNoted',
  { readonly customerId: string; readonly mark: string | null }
>;

/** Tokens of the customer's that were issued before this speak for nobody any more. */
export type CustomerTokensRevoked = Fact<'CustomerTokensRevoked', { readonly customerId: string }>;

export type CustomerEvent =
  | CustomerPut
  | CustomerCameOnline
  | CustomerWentOffline
  | CustomerForgotten
  | CustomerSealNoted
  | CustomerTokensRevoked;
