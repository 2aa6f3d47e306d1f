import type { AddTeamRoomMember, PutTeamRoom, TeamRoomEvent, TeamRoomKind } from '../index.ts';
import { at, bora, givenTeamRoom, host } from '../testing/index.ts';

const told = { teamRoomId: 'tr-1', kind: 'PUBLIC_GROUP', name: 'Design', memberIds: ['mina', 'bora'] } as const;
const put: PutTeamRoom = { type: 'PutTeamRoom', at: at(0), by: host, ...told };
const wasPut: TeamRoomEvent = { type: 'TeamRoomPut', at: at(0), by: host, data: told };
const direct: TeamRoomEvent = { ...wasPut, data: { ...told, kind: 'DIRECT_MESSAGE', name: null } };
const add: AddTeamRoomMember = { type: 'AddTeamRoomMember', at: at(1), by: bora, managerId: 'sol', edition: 1 };
const added: TeamRoomEvent = {
  type: 'TeamRoomMemberAdded',
  at: at(1),
  by: bora,
  data: { teamRoomId: 'tr-1', managerId: 'sol' },
};

describe('a team room', () => {
  it('R20: is known once put, and put again as known is no news', () => {
    givenTeamRoom().when(put).then(wasPut);
    givenTeamRoom(wasPut).when(put).thenNothing();
    givenTeamRoom(wasPut)
      .when({ ...put, memberIds: ['bora', 'mina', 'bora'] })
      .thenNothing();
  });

  it.each([{ name: 'Brand' }, { name: null }, { kind: 'PRIVATE_GROUP' as const }, { memberIds: ['mina'] }])(
    'is told of anew where %o is new',
    (change) => {
      givenTeamRoom(wasPut)
        .when({ ...put, ...change })
        .then({ ...wasPut, data: { ...told, ...change } });
    },
  );

  it('keeps no name of a direct message, which would be its people’s names', () => {
    givenTeamRoom()
      .when({ ...put, kind: 'DIRECT_MESSAGE', name: 'Mina and Bora' })
      .then(direct);
  });

  it.each<[TeamRoomEvent, TeamRoomKind]>([
    [wasPut, 'DIRECT_MESSAGE'],
    [direct, 'PUBLIC_GROUP'],
    [direct, 'PRIVATE_GROUP'],
  ])('never turns from a direct message into a group or back', (known, kind) => {
    givenTeamRoom(known)
      .when({ ...put, kind })
      .thenRefused({ reason: 'kind-fixed' });
  });

  it('R29: takes a member in, once', () => {
    givenTeamRoom(wasPut).when(add).then(added);
    givenTeamRoom(wasPut, added).when(add).thenNothing();
    expect(givenTeamRoom(wasPut, added, added).state?.memberIds).toEqual(['mina', 'bora', 'sol']);
  });

  it('R29: takes nobody in any more who joined before it was told anew without them', () => {
    const anew: TeamRoomEvent = { ...wasPut, data: { ...told, name: 'Brand' } };
    givenTeamRoom(wasPut, anew).when(add).thenNothing();
    givenTeamRoom(wasPut, anew)
      .when({ ...add, edition: 2 })
      .then(added);
    givenTeamRoom(wasPut, added, anew).when(add).thenNothing();
  });

  it('R29: adds nobody to a direct message, nor to a room that was never put', () => {
    givenTeamRoom(direct).when(add).thenRefused({ reason: 'members-fixed' });
    givenTeamRoom(direct)
      .when({ ...add, managerId: 'bora' })
      .thenNothing();
    givenTeamRoom().when(add).thenRefused({ reason: 'unknown' });
    expect(givenTeamRoom(added).state).toBeNull();
  });
});
