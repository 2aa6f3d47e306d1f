import type { CatalogueOf } from '../catalogue-entry.ts';
import type { ManagerEvent } from './events.ts';

export const managerCatalogue: CatalogueOf<ManagerEvent> = {
  ManagerPut: {
    aggregate: 'manager',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The host product told us of a manager, or told us anew.',
    rules: ['R4'],
    personal: { fields: ['name'], role: 'manager', idField: 'managerId' },
    example: { managerId: 'm-1', name: 'Mina', operatorSeat: true },
  },
  ManagerCameOnline: {
    aggregate: 'manager',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A manager’s first device connected.',
    rules: ['R33'],
    example: { managerId: 'm-1' },
  },
  ManagerWentOffline: {
    aggregate: 'manager',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A manager’s last device lost its connection; at the end of the grace they have left.',
    rules: ['R33'],
    example: { managerId: 'm-1', graceUntil: '2026-01-31T09:00:30.000Z' },
  },
  ManagerMeetSettingsChanged: {
    aggregate: 'manager',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A manager chose devices, or how they come into meets.',
    rules: ['R34'],
    personal: { fields: ['microphoneId', 'cameraId', 'speakerId'], role: 'manager', idField: 'managerId' },
    example: {
      managerId: 'm-1',
      microphoneId: 'mic-1',
      cameraId: 'cam-1',
      speakerId: 'spk-1',
      muteOnJoin: true,
      backgroundBlur: true,
      noiseSuppression: false,
    },
  },
  ManagerForgotten: {
    aggregate: 'manager',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The key to a manager’s personal data was destroyed.',
    rules: [],
    example: { managerId: 'm-1' },
  },
  ManagerTokensRevoked: {
    aggregate: 'manager',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A manager’s tokens issued before this were revoked.',
    rules: [],
    example: { managerId: 'm-1' },
  },
};
