import type { CatalogueOf } from '../catalogue-entry.ts';
import type { PhoneNumberEvent } from './events.ts';

export const phoneNumberCatalogue: CatalogueOf<PhoneNumberEvent> = {
  PhoneNumberIssued: {
    aggregate: 'phonenumber',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A verified business has this number from then on.',
    rules: ['R2', 'R3', 'R37'],
    example: { number: '+827012345678', channelId: 'ch-1' },
  },
  PhoneNumberGivenBack: {
    aggregate: 'phonenumber',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The channel has the number no longer, and another may have it.',
    rules: ['R3'],
    example: { number: '+827012345678', channelId: 'ch-1' },
  },
};
