import type { Fact } from '../decider.ts';

/**
 * Whoever speaks for the host product and is in no meet: its own software, or who looks into the history. Nobody puts them, so
 * nothing is known of an account but what its tokens say.
 */
export interface Account {
  readonly role: 'integrator' | 'analyst';
  /** The token's `sub`, unique within a channel and role only. */
  readonly id: string;
}

/** Tokens of the account's that were issued before this speak for nobody any more. */
export type AccountTokensRevoked = Fact<
  'AccountTokensRevoked',
  { readonly role: Account['role']; readonly accountId: string }
>;

export type AccountEvent = AccountTokensRevoked;
