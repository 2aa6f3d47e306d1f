import type { Timestamp } from '../decider.ts';
import type { AccountEvent } from './events.ts';

/** What is known of an account; null while nothing is. */
export type AccountState = {
  /** Tokens issued before this are refused. */
  readonly tokensRevokedAt: Timestamp;
} | null;

/** The account after one more event. */
export function evolveAccount(_state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case 'AccountTokensRevoked':
      return { tokensRevokedAt: event.at };
  }
}
