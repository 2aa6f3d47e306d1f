import { type CustomerEvent, namesItsKey, type PutCustomer, type SetCustomerPresence } from '../index.ts';
import { at, givenCustomer, host } from '../testing/index.ts';

const told = { customerId: 'juno', name: 'Juno', phoneNumber: '+821055550100', blocked: false };
const put: PutCustomer = { type: 'PutCustomer', at: at(0), by: host, ...told };
const wasPut: CustomerEvent = { type: 'CustomerPut', at: at(0), by: host, data: told };
const presence = (online: boolean, seconds: number): SetCustomerPresence => ({
  type: 'SetCustomerPresence',
  at: at(seconds),
  by: host,
  customerId: 'juno',
  online,
  graceMs: 30_000,
});
const cameOnline: CustomerEvent = { type: 'CustomerCameOnline', at: at(1), by: host, data: { customerId: 'juno' } };
const wentOffline: CustomerEvent = {
  type: 'CustomerWentOffline',
  at: at(10),
  by: host,
  data: { customerId: 'juno', graceUntil: at(40) },
};
const forget = { type: 'ForgetCustomer', at: at(50), by: host, customerId: 'juno' } as const;
const forgotten: CustomerEvent = { type: 'CustomerForgotten', at: at(50), by: host, data: { customerId: 'juno' } };

describe('a customer', () => {
  it('is known once put, and put again as known is no news', () => {
    givenCustomer().when(put).then(wasPut);
    givenCustomer(wasPut).when(put).thenNothing();
  });

  it.each([{ name: 'Juno S.' }, { name: null }, { phoneNumber: null }, { blocked: true }])(
    'is told of anew where %o is new',
    (change) => {
      givenCustomer(wasPut)
        .when({ ...put, ...change })
        .then({ ...wasPut, data: { ...told, ...change } });
    },
  );

  it('R18: comes online and goes offline, each once', () => {
    givenCustomer(wasPut).when(presence(true, 1)).then(cameOnline);
    givenCustomer(wasPut, cameOnline).when(presence(true, 2)).thenNothing();
    givenCustomer(wasPut, cameOnline).when(presence(false, 10)).then(wentOffline);
    givenCustomer(wasPut, cameOnline, wentOffline).when(presence(false, 20)).thenNothing();
  });

  it('R33: has a grace from being told offline, though never told online', () => {
    const lost = givenCustomer(wasPut).when(presence(false, 10));
    lost.then(wentOffline);
    expect(lost.state).toMatchObject({ online: false, graceUntil: at(40), lostSince: at(10) });
  });

  it('R33: has another grace by being told offline once the last one is over, in the same absence', () => {
    givenCustomer(wasPut, wentOffline).when(presence(false, 39.999)).thenNothing();
    const again = givenCustomer(wasPut, wentOffline).when(presence(false, 40));
    again.then({ ...wentOffline, at: at(40), data: { customerId: 'juno', graceUntil: at(70) } });
    expect(again.state).toMatchObject({ online: false, graceUntil: at(70), lostSince: at(10) });
  });

  it('is forgotten once, even where the host never told a name', () => {
    const nameless: CustomerEvent = { ...wasPut, data: { ...told, name: null, phoneNumber: null } };
    givenCustomer(nameless).when(forget).then(forgotten);
    givenCustomer(nameless, forgotten).when(forget).thenNothing();
  });

  it('has neither name nor number once forgotten, and stays blocked', () => {
    const blocked: CustomerEvent = { ...wasPut, data: { ...told, blocked: true } };
    expect(givenCustomer(blocked, forgotten).state).toMatchObject({ name: null, phoneNumber: null, blocked: true });
  });

  it('comes back where the host puts a forgotten customer again', () => {
    givenCustomer(wasPut, forgotten).when(put).then(wasPut);
    expect(givenCustomer(wasPut, forgotten, wasPut).state).toMatchObject({ name: 'Juno', forgotten: false });
  });

  it('has no presence and cannot be forgotten before being put', () => {
    givenCustomer().when(presence(true, 1)).thenRefused({ reason: 'unknown' });
    givenCustomer().when(forget).thenRefused({ reason: 'unknown' });
    expect(givenCustomer(cameOnline, wentOffline, forgotten).state).toBeNull();
  });

  it('R37: has its key named before anything is sealed elsewhere, unless it is, and never of who was forgotten', () => {
    const note = { type: 'NoteCustomerSeal', at: at(60), by: host, customerId: 'juno' } as const;
    const noted: CustomerEvent = {
      ...{ type: 'CustomerSealNoted', at: at(60), by: host },
      data: { customerId: 'juno', mark: 'sealed' },
    };
    const nameless: CustomerEvent = { ...wasPut, data: { ...told, name: null, phoneNumber: null } };
    const numbered: CustomerEvent = { ...wasPut, data: { ...told, name: null } };
    givenCustomer().when(note).thenRefused({ reason: 'unknown' });
    givenCustomer(wasPut).when(note).thenNothing();
    givenCustomer(numbered).when(note).thenNothing();
    givenCustomer(nameless).when(note).then(noted);
    givenCustomer(nameless, noted).when(note).thenNothing();
    givenCustomer(nameless, noted, forgotten).when(note).thenNothing();
    givenCustomer(nameless, noted, forgotten, nameless).when(note).then(noted);
    expect(namesItsKey(givenCustomer(nameless, noted, forgotten).state)).toBe(false);
    expect(namesItsKey(givenCustomer(nameless, noted, nameless).state)).toBe(true);
  });

  it('may have their tokens revoked again and again, a moment at most once', () => {
    const revoke = { type: 'RevokeCustomerTokens', at: at(60), by: host, customerId: 'juno' } as const;
    const revoked: CustomerEvent = {
      type: 'CustomerTokensRevoked',
      at: at(60),
      by: host,
      data: { customerId: 'juno' },
    };
    givenCustomer().when(revoke).thenRefused({ reason: 'unknown' });
    givenCustomer(wasPut).when(revoke).then(revoked);
    givenCustomer(wasPut, revoked).when(revoke).thenNothing();
    givenCustomer(wasPut, revoked)
      .when({ ...revoke, at: at(61) })
      .then({ ...revoked, at: at(61) });
    expect(givenCustomer(wasPut, revoked).when(put).state?.tokensRevokedAt).toBe(at(60));
  });
});
