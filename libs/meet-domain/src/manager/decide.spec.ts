import type { ManagerEvent, PutManager, SetManagerPresence } from '../index.ts';
import { at, givenManager, host } from '../testing/index.ts';

const told = { managerId: 'mina', name: 'Mina', operatorSeat: true };
const put: PutManager = { type: 'PutManager', at: at(0), by: host, ...told };
const wasPut: ManagerEvent = { type: 'ManagerPut', at: at(0), by: host, data: told };
const presence = (online: boolean, seconds: number): SetManagerPresence => ({
  type: 'SetManagerPresence',
  at: at(seconds),
  by: host,
  managerId: 'mina',
  online,
  graceMs: 30_000,
});
const cameOnline: ManagerEvent = { type: 'ManagerCameOnline', at: at(1), by: host, data: { managerId: 'mina' } };
const wentOffline: ManagerEvent = {
  type: 'ManagerWentOffline',
  at: at(10),
  by: host,
  data: { managerId: 'mina', graceUntil: at(40) },
};
const forget = { type: 'ForgetManager', at: at(50), by: host, managerId: 'mina' } as const;
const forgotten: ManagerEvent = { type: 'ManagerForgotten', at: at(50), by: host, data: { managerId: 'mina' } };

describe('a manager', () => {
  it('is known once put, and put again as known is no news', () => {
    givenManager().when(put).then(wasPut);
    givenManager(wasPut).when(put).thenNothing();
  });

  it('R4: gains and loses the operator seat', () => {
    const lost = givenManager(wasPut).when({ ...put, operatorSeat: false });
    expect(lost.state).toMatchObject({ operatorSeat: false, name: 'Mina' });
  });

  it('comes online once', () => {
    givenManager(wasPut).when(presence(true, 1)).then(cameOnline);
    givenManager(wasPut, cameOnline).when(presence(true, 2)).thenNothing();
  });

  it('R33: has a grace from the moment the connection was lost', () => {
    givenManager(wasPut, cameOnline).when(presence(false, 10)).then(wentOffline);
    expect(givenManager(wasPut, cameOnline, wentOffline).state).toMatchObject({ online: false, graceUntil: at(40) });
  });

  it('R33: gets no longer grace by being reported offline again', () =>
    givenManager(wasPut, cameOnline, wentOffline).when(presence(false, 20)).thenNothing());

  it('R33: has a grace from being told offline, though never told online', () => {
    const lost = givenManager(wasPut).when(presence(false, 10));
    lost.then(wentOffline);
    expect(lost.state).toMatchObject({ online: false, graceUntil: at(40), lostSince: at(10) });
  });

  it('R33: has another grace by being told offline once the last one is over, in the same absence', () => {
    givenManager(wasPut, wentOffline).when(presence(false, 39.999)).thenNothing();
    const again = givenManager(wasPut, wentOffline).when(presence(false, 40));
    again.then({ ...wentOffline, at: at(40), data: { managerId: 'mina', graceUntil: at(70) } });
    expect(again.state).toMatchObject({ online: false, graceUntil: at(70), lostSince: at(10) });
  });

  it('R33: has no grace running once back', () => {
    const back = givenManager(wasPut, cameOnline, wentOffline).when(presence(true, 15));
    expect(back.state).toMatchObject({ online: true, graceUntil: null, lostSince: null });
  });

  it('keeps presence where the host tells of them anew', () => {
    const renamed = givenManager(wasPut, cameOnline).when({ ...put, name: 'Mina Han' });
    expect(renamed.state).toMatchObject({ name: 'Mina Han', online: true });
  });

  it('is forgotten once, by name and for good', () => {
    givenManager(wasPut).when(forget).then(forgotten);
    givenManager(wasPut, forgotten).when(forget).thenNothing();
    expect(givenManager(wasPut, forgotten).state).toMatchObject({ name: null, forgotten: true, operatorSeat: true });
  });

  it('is forgotten as an event even where the key went first and the name reads null already', () => {
    const unreadable: ManagerEvent = { ...wasPut, data: { ...told, name: null } };
    givenManager(unreadable).when(forget).then(forgotten);
  });

  it('comes back where the host puts a forgotten manager again', () => {
    const back = givenManager(wasPut, forgotten).when(put);
    back.then(wasPut);
    expect(back.state).toMatchObject({ name: 'Mina', forgotten: false });
  });

  it('has no presence and cannot be forgotten before being put', () => {
    givenManager().when(presence(true, 1)).thenRefused({ reason: 'unknown' });
    givenManager().when(forget).thenRefused({ reason: 'unknown' });
    expect(givenManager(cameOnline, wentOffline, forgotten).state).toBeNull();
  });

  it('may have their tokens revoked again and again, a moment at most once', () => {
    const revoke = { type: 'RevokeManagerTokens', at: at(60), by: host, managerId: 'mina' } as const;
    const revoked: ManagerEvent = { type: 'ManagerTokensRevoked', at: at(60), by: host, data: { managerId: 'mina' } };
    givenManager().when(revoke).thenRefused({ reason: 'unknown' });
    givenManager(wasPut).when(revoke).then(revoked);
    givenManager(wasPut, revoked).when(revoke).thenNothing();
    givenManager(wasPut, revoked)
      .when({ ...revoke, at: at(61) })
      .then({ ...revoked, at: at(61) });
    expect(givenManager(wasPut, revoked).when(put).state?.tokensRevokedAt).toBe(at(60));
  });
});
