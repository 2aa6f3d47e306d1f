import { isInOperation, type LocalMoment, type OperatingHours } from '../index.ts';

const hours: OperatingHours = {
  timeZone: 'Asia/Seoul',
  weekly: [
    { weekday: 'MONDAY', opensAt: '09:00', closesAt: '12:00' },
    { weekday: 'MONDAY', opensAt: '13:00', closesAt: '18:00' },
    { weekday: 'FRIDAY', opensAt: '22:00', closesAt: '24:00' },
    { weekday: 'SATURDAY', opensAt: '00:00', closesAt: '02:00' },
  ],
  exceptions: [
    { date: '2026-02-16', periods: [] },
    { date: '2026-02-17', periods: [{ opensAt: '10:00', closesAt: '11:00' }] },
  ],
};
const on = (weekday: LocalMoment['weekday'], time: string, date = '2026-02-02'): LocalMoment => ({
  date,
  weekday,
  time,
});

describe('operating hours', () => {
  it.each([
    ['before they begin', on('MONDAY', '08:59'), false],
    ['when they begin', on('MONDAY', '09:00'), true],
    ['in their last minute', on('MONDAY', '11:59'), true],
    ['when they end', on('MONDAY', '12:00'), false],
    ['in their second part', on('MONDAY', '17:59'), true],
    ['on a weekday without any', on('SUNDAY', '10:00'), false],
    ['in the last minute of the day', on('FRIDAY', '23:59'), true],
    ['past midnight, where the next day says so', on('SATURDAY', '01:59'), true],
    ['on a day that is closed by exception', on('MONDAY', '10:00', '2026-02-16'), false],
    ['on a day that is open by exception', on('TUESDAY', '10:00', '2026-02-17'), true],
    ['outside of an exceptional day’s own hours', on('TUESDAY', '11:00', '2026-02-17'), false],
  ])('R37: say whether calls are taken %s', (_, moment, open) => expect(isInOperation(hours, moment)).toBe(open));

  it('R37: are always where there are none', () => {
    expect(isInOperation(null, on('SUNDAY', '03:00'))).toBe(true);
    expect(isInOperation({ ...hours, weekly: [], exceptions: [] }, on('SUNDAY', '03:00'))).toBe(false);
  });
});
