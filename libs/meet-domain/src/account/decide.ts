import { accept, type Decision } from '../decider.ts';
import type { AccountCommand, AccountRefusal, RevokeAccountTokens } from './commands.ts';
import type { AccountEvent } from './events.ts';
import type { AccountState } from './fold.ts';

export type AccountDecision = Decision<AccountEvent, AccountRefusal>;

/** What follows from an order about an account. */
export function decideAccount(command: AccountCommand, state: AccountState): AccountDecision {
  switch (command.type) {
    case 'RevokeAccountTokens':
      return revokeTokens(command, state);
  }
}

/** Each time anew, for there may be newer tokens; told again at the same moment, it is the same. */
function revokeTokens({ at, by, account }: RevokeAccountTokens, state: AccountState): AccountDecision {
  if (state !== null && state.tokensRevokedAt >= at) return accept();
  return accept({ type: 'AccountTokensRevoked', at, by, data: { role: account.role, accountId: account.id } });
}
