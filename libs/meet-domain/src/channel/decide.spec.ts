import type { ChannelEvent, PutChannel } from '../index.ts';
import { at, givenChannel, host, mina } from '../testing/index.ts';

const told = { name: 'Moss & Fern', paidPlan: true, businessVerified: false, currency: 'KRW' };
const put: PutChannel = { type: 'PutChannel', at: at(0), by: host, ...told };
const wasPut: ChannelEvent = { type: 'ChannelPut', at: at(0), by: host, data: told };
const allow = { type: 'ChangeChannelMeetSettings', at: at(1), by: mina, customersMayStart: true } as const;
const wasAllowed: ChannelEvent = {
  type: 'ChannelMeetSettingsChanged',
  at: at(1),
  by: mina,
  data: { customersMayStart: true },
};

describe('a channel', () => {
  it('begins when it is put', () => givenChannel().when(put).then(wasPut));

  it('learns nothing where it is put as it is', () => givenChannel(wasPut).when(put).thenNothing());

  it('learns what is new where it is put otherwise', () => {
    const changed = { ...told, paidPlan: false };
    givenChannel(wasPut)
      .when({ ...put, paidPlan: false })
      .then({ ...wasPut, data: changed });
  });

  it('stores what is listed and nothing else that an order carries', () => {
    givenChannel()
      .when({ ...put, extra: 'smuggled' } as PutChannel)
      .then(wasPut);
  });

  it('R8: does not let customers start until somebody turns it on', () => {
    expect(givenChannel(wasPut).state?.customersMayStart).toBe(false);
    expect(givenChannel(wasPut).when(allow).state?.customersMayStart).toBe(true);
  });

  it('R8: changes the setting once', () => {
    givenChannel(wasPut).when(allow).then(wasAllowed);
    givenChannel(wasPut, wasAllowed).when(allow).thenNothing();
  });

  it('R8: keeps the setting where the host tells of the channel anew', () => {
    const renamed = givenChannel(wasPut, wasAllowed).when({ ...put, name: 'Fern & Moss' });
    expect(renamed.state).toMatchObject({ name: 'Fern & Moss', customersMayStart: true });
  });

  it('has no settings before it was put', () => {
    givenChannel().when(allow).thenRefused({ reason: 'unknown' });
    expect(givenChannel(wasAllowed).state).toBeNull();
  });
});
