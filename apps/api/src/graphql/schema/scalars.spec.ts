import { DateTime, Position } from './scalars.ts';

describe('DateTime', () => {
  it('takes any offset and means UTC with milliseconds', () => {
    expect(DateTime.parseValue('2026-01-31T18:00:00+09:00')).toBe('2026-01-31T09:00:00.000Z');
    expect(DateTime.parseValue('2026-01-31T09:00:00.123456Z')).toBe('2026-01-31T09:00:00.123Z');
  });

  it.each(['yesterday', '2026-01-31', '2026-02-31T25:00:00Z', '2026-01-31T09:00:00', 1_770_000_000, null])(
    'refuses %p',
    (value) => {
      expect(() => DateTime.parseValue(value)).toThrow(/RFC 3339/);
    },
  );
});

describe('Position', () => {
  it('is text, and not without end', () => {
    expect(Position.parseValue('0000000000000007')).toBe('0000000000000007');
    for (const value of ['', 'x'.repeat(65), 7, null]) expect(() => Position.parseValue(value)).toThrow(/Position/);
  });
});
