import type { Order } from '../decider.ts';
import type { Account } from './events.ts';

export interface RevokeAccountTokens extends Order<'RevokeAccountTokens'> {
  readonly account: Account;
}

export type AccountCommand = RevokeAccountTokens;

/** Whether there is such an account is not ours to know: its tokens are signed elsewhere. */
export type AccountRefusal = never;
