import type { CatalogueOf } from '../catalogue-entry.ts';
import type { AccountEvent } from './events.ts';

export const accountCatalogue: CatalogueOf<AccountEvent> = {
  AccountTokensRevoked: {
    aggregate: 'account',
    schemaVersion: 1,
    upcasters: [],
    summary: 'An integrator’s or analyst’s tokens issued before this were revoked.',
    rules: [],
    example: { role: 'analyst', accountId: 'a-1' },
  },
};
