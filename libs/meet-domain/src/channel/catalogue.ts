import type { CatalogueOf } from '../catalogue-entry.ts';
import type { ChannelEvent } from './events.ts';

export const channelCatalogue: CatalogueOf<ChannelEvent> = {
  ChannelPut: {
    aggregate: 'channel',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The host product told us of a channel, or told us anew.',
    rules: ['R4'],
    example: { name: 'Moss & Fern', paidPlan: true, businessVerified: false, currency: 'KRW' },
  },
  ChannelMeetSettingsChanged: {
    aggregate: 'channel',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The channel’s meet settings were changed.',
    rules: ['R8'],
    example: { customersMayStart: true },
  },
};
