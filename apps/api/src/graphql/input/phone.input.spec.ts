import { problemOf } from './check-input.ts';
import { ChannelPhoneSettingsInput, PhoneNumberInput, phoneSettingsChangeOf } from './phone.input.ts';

const fieldsOf = (input: object): readonly string[] =>
  problemOf(ChannelPhoneSettingsInput, input as ChannelPhoneSettingsInput)?.fields ?? [];
const hours = (change: object) => ({
  operatingHours: { timeZone: 'Asia/Seoul', weekly: [], exceptions: [], ...change },
});
const monday = { weekday: 'MONDAY', opensAt: '09:00', closesAt: '24:00' };

describe('settings for calls by phone', () => {
  it('R37: are taken where they can be meant', () => {
    expect(fieldsOf({})).toEqual([]);
    expect(fieldsOf({ operatingHours: null, queueSize: null })).toEqual([]);
    expect(fieldsOf({ queueSize: 0, longestQueueWaitMs: 1_000, wrapUpMs: 0, concurrentCalls: 1_000 })).toEqual([]);
    const exceptions = [{ date: '2028-02-29', periods: [{ opensAt: '00:00', closesAt: '00:01' }] }];
    expect(fieldsOf(hours({ weekly: [monday], exceptions }))).toEqual([]);
  });

  it.each([
    ['queueSize', { queueSize: -1 }],
    ['queueSize', { queueSize: 1_001 }],
    ['longestQueueWaitMs', { longestQueueWaitMs: 999 }],
    ['wrapUpMs', { wrapUpMs: 3_600_001 }],
    ['callsPerCallerPerMinute', { callsPerCallerPerMinute: 0 }],
    ['concurrentCalls', { concurrentCalls: 0 }],
    ['operatingHours.timeZone', hours({ timeZone: 'Seoul' })],
    ['operatingHours.timeZone', hours({ timeZone: 'x'.repeat(100_000) })],
    ['operatingHours.weekly.0.opensAt', hours({ weekly: [{ ...monday, opensAt: '9:00' }] })],
    ['operatingHours.weekly.0.closesAt', hours({ weekly: [{ ...monday, closesAt: '24:01' }] })],
    ['operatingHours.weekly.0.closesAt', hours({ weekly: [{ ...monday, closesAt: '09:00' }] })],
    ['operatingHours.weekly.0.closesAt', hours({ weekly: [{ ...monday, opensAt: '22:00', closesAt: '02:00' }] })],
    ['operatingHours.weekly', hours({ weekly: Array.from({ length: 71 }, () => monday) })],
    ['operatingHours.exceptions.0.date', hours({ exceptions: [{ date: '2026-02-29' }] })],
    ['operatingHours.exceptions', hours({ exceptions: [{ date: '2026-02-27' }, { date: '2026-02-27' }] })],
    [
      'operatingHours.exceptions.0.periods.0.closesAt',
      hours({ exceptions: [{ date: '2026-02-27', periods: [{ opensAt: '10:00', closesAt: '10:00' }] }] }),
    ],
  ])('R37: are refused by %s', (field, input) => expect(fieldsOf(input)).toContain(field));

  it('keep apart what was left out and what is null', () => {
    expect(phoneSettingsChangeOf({})).toEqual({});
    expect(phoneSettingsChangeOf({ operatingHours: null, queueSize: null })).toEqual({
      operatingHours: null,
      queueSize: null,
    });
    expect(phoneSettingsChangeOf({ operatingHours: { timeZone: 'UTC', weekly: [] } })).toEqual({
      operatingHours: { timeZone: 'UTC', weekly: [], exceptions: [] },
    });
  });
});

describe('a number to issue', () => {
  it.each(['01012345678', '+821012345678', '070-1234-5678', '+82701234567', '+8270123456789', ''])(
    'R2: is not %p',
    (number) => expect(problemOf(PhoneNumberInput, { number })?.fields).toEqual(['number']),
  );

  it('R2: is a 070 number', () => expect(problemOf(PhoneNumberInput, { number: '+827012345678' })).toBeNull());
});
