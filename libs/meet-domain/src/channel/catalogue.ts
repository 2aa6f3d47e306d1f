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
  ChannelPhoneSettingsChanged: {
    aggregate: 'channel',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The channel’s settings for calls by phone were changed.',
    rules: ['R37', 'R41', 'R42'],
    example: {
      operatingHours: {
        timeZone: 'Asia/Seoul',
        weekly: [{ weekday: 'MONDAY', opensAt: '09:00', closesAt: '18:00' }],
        exceptions: [{ date: '2026-12-25', periods: [] }],
      },
      queueSize: 10,
      longestQueueWaitMs: 300_000,
      wrapUpMs: 30_000,
      callsPerCallerPerMinute: 5,
      concurrentCalls: 10,
    },
  },
};
