import { type ChannelEvent, DEFAULT_PHONE_SETTINGS, type PhoneSettingsChange, type PutChannel } from '../index.ts';
import { at, givenChannel, host, mina } from '../testing/index.ts';

const told = { name: 'Moss & Fern', paidPlan: true, businessVerified: false, currency: 'KRW' };
const put: PutChannel = { type: 'PutChannel', at: at(0), by: host, ...told };
const wasPut: ChannelEvent = { type: 'ChannelPut', at: at(0), by: host, data: told };
const allow = { type: 'ChangeChannelMeetSettings', at: at(1), by: mina, customersMayStart: true } as const;
const choose = (change: PhoneSettingsChange) =>
  ({ type: 'ChangeChannelPhoneSettings', at: at(2), by: mina, change }) as const;
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

  it('R37, R41, R42: takes calls at any time and within these limits, where it did not choose', () => {
    expect(givenChannel(wasPut).state?.phoneSettings).toEqual({
      ...{ operatingHours: null, queueSize: 10, longestQueueWaitMs: 300_000, wrapUpMs: 30_000 },
      ...{ callsPerCallerPerMinute: 5, concurrentCalls: 10 },
    });
  });

  it('R37, R42: takes calls by phone as it chose, and as by default where it did not', () => {
    expect(givenChannel(wasPut).state?.phoneSettings).toEqual(DEFAULT_PHONE_SETTINGS);
    const chosen = { ...DEFAULT_PHONE_SETTINGS, queueSize: 3, wrapUpMs: 0 };
    const changed: ChannelEvent = { type: 'ChannelPhoneSettingsChanged', at: at(2), by: mina, data: chosen };
    givenChannel(wasPut)
      .when(choose({ queueSize: 3, wrapUpMs: 0 }))
      .then(changed);
    givenChannel(wasPut, changed)
      .when(choose({ queueSize: 3 }))
      .thenNothing();
    expect(givenChannel(wasPut, changed).when(choose({ queueSize: null })).state?.phoneSettings).toEqual({
      ...chosen,
      queueSize: DEFAULT_PHONE_SETTINGS.queueSize,
    });
    expect(givenChannel(wasPut, changed).when({ ...put, name: 'Other' }).state?.phoneSettings).toEqual(chosen);
  });

  it('R37: keeps operating hours in order, so that the same in another order is no news', () => {
    const monday = { weekday: 'MONDAY', opensAt: '09:00', closesAt: '18:00' } as const;
    const weekly = [
      { ...monday, weekday: 'SUNDAY' },
      { ...monday, opensAt: '20:00', closesAt: '24:00' },
      monday,
    ] as const;
    const exceptions = [
      { date: '2026-12-25', periods: [] },
      { date: '2026-01-01', periods: [] },
    ];
    const chosen = givenChannel(wasPut).when(
      choose({ operatingHours: { timeZone: 'Asia/Seoul', weekly, exceptions } }),
    );
    expect(chosen.state?.phoneSettings.operatingHours).toEqual({
      timeZone: 'Asia/Seoul',
      weekly: [monday, weekly[1], weekly[0]],
      exceptions: exceptions.toReversed(),
    });
    const again = { timeZone: 'Asia/Seoul', weekly: weekly.toReversed(), exceptions: exceptions.toReversed() };
    const events = chosen.decision.accepted ? chosen.decision.events : [];
    givenChannel(wasPut, ...events)
      .when(choose({ operatingHours: again }))
      .thenNothing();
  });

  it('has no settings before it was put', () => {
    givenChannel().when(allow).thenRefused({ reason: 'unknown' });
    givenChannel()
      .when(choose({ queueSize: 3 }))
      .thenRefused({ reason: 'unknown' });
    expect(givenChannel(wasAllowed).state).toBeNull();
  });
});
