import type { CatalogueOf } from '../catalogue-entry.ts';
import type { TeamRoomEvent } from './events.ts';

export const teamRoomCatalogue: CatalogueOf<TeamRoomEvent> = {
  TeamRoomPut: {
    aggregate: 'teamroom',
    schemaVersion: 1,
    upcasters: [],
    summary: 'The host product told us of a managers’ room, or told us anew: another name, other members.',
    rules: ['R20', 'R28'],
    example: { teamRoomId: 'tr-1', kind: 'PUBLIC_GROUP', name: 'Design', memberIds: ['m-1', 'm-2'] },
  },
  TeamRoomMemberAdded: {
    aggregate: 'teamroom',
    schemaVersion: 1,
    upcasters: [],
    summary: 'A manager became a member without being put, such as by joining through the room’s link.',
    rules: ['R29'],
    example: { teamRoomId: 'tr-1', managerId: 'm-3' },
  },
};
