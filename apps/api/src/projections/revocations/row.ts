import type { LogEntry } from '../log-entry.ts';
import type { Revocation } from '../read-model.ts';

/** Whose tokens the event revokes, and since when; null where it revokes nobody's. A later one takes an earlier one's place. */
export function revocationIn({ channelId, fact }: LogEntry): Revocation | null {
  if (fact.type === 'ManagerTokensRevoked')
    return { channelId, role: 'manager', id: fact.data.managerId, revokedAt: fact.at };
  if (fact.type === 'CustomerTokensRevoked')
    return { channelId, role: 'customer', id: fact.data.customerId, revokedAt: fact.at };
  if (fact.type === 'AccountTokensRevoked')
    return { channelId, role: fact.data.role, id: fact.data.accountId, revokedAt: fact.at };
  return null;
}
