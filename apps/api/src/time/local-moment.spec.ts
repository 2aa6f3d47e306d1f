import { isTimeZone, localMoment } from './local-moment.ts';

describe('a moment by local clocks', () => {
  it.each([
    ['2026-01-31T15:00:00.000Z', 'Asia/Seoul', { date: '2026-02-01', weekday: 'SUNDAY', time: '00:00' }],
    ['2026-01-31T14:59:59.999Z', 'Asia/Seoul', { date: '2026-01-31', weekday: 'SATURDAY', time: '23:59' }],
    ['2026-01-31T23:05:00.000Z', 'UTC', { date: '2026-01-31', weekday: 'SATURDAY', time: '23:05' }],
    // The night in which New York’s clocks go from 02:00 to 03:00.
    ['2026-03-08T06:59:00.000Z', 'America/New_York', { date: '2026-03-08', weekday: 'SUNDAY', time: '01:59' }],
    ['2026-03-08T07:00:00.000Z', 'America/New_York', { date: '2026-03-08', weekday: 'SUNDAY', time: '03:00' }],
  ])('R37: reads %s in %s', (at, zone, local) => expect(localMoment(Date.parse(at), zone)).toEqual(local));

  it('tells time zones from what is none', () => {
    expect(['Asia/Seoul', 'UTC', 'Europe/Berlin'].every(isTimeZone)).toBe(true);
    expect(['', 'Mars/Olympus', 'Asia/Seoul\0', 'x'.repeat(10_000)].some(isTimeZone)).toBe(false);
  });
});
