import type { CatalogueOf } from '../catalogue-entry.ts';
import type { CustomerEvent } from './events.ts';

export const customerCatalogue: CatalogueOf<CustomerEvent> = {
  CustomerPut: {
    aggregate: 'customer',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The host product told us of a customer, or told us anew.',
    rules: ['R6', 'R9'],
    personal: { fields: ['name', 'phoneNumber'], role: 'customer', idField: 'customerId' },
    example: { customerId: 'c-1', name: 'Juno', phoneNumber: '+821055550100', blocked: false },
  },
  CustomerCameOnline: {
    aggregate: 'customer',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A customer’s first device connected.',
    rules: ['R18', 'R33'],
    example: { customerId: 'c-1' },
  },
  CustomerWentOffline: {
    aggregate: 'customer',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A customer’s last device lost its connection; at the end of the grace they have left.',
    rules: ['R18', 'R33'],
    example: { customerId: 'c-1', graceUntil: '2026-01-31T09:00:30.000Z' },
  },
  CustomerForgotten: {
    aggregate: 'customer',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The key to a customer’s personal data was destroyed.',
    rules: [],
    example: { customerId: 'c-1' },
  },
  CustomerSealNoted: {
    aggregate: 'customer',
    schemaVersion: 1,
    upcasters: [],
    summary: 'Something of a customer’s is to be sealed in another stream: the key that seals it is named here.',
    rules: ['R37'],
    personal: { fields: ['mark'], role: 'customer', idField: 'customerId' },
    example: { customerId: 'c-1', mark: 'sealed' },
  },
  CustomerTokensRevoked: {
    aggregate: 'customer',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A customer’s tokens issued before this were revoked.',
    rules: [],
    example: { customerId: 'c-1' },
  },
};
