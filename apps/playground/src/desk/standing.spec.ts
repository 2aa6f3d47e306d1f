import type { Meet } from '@meets/meet-client';
import { clockText, inNow, isOpenMissed, meetOf, stayOf } from './standing.ts';

const stay = (id: string, leftAt: string | null = null) => ({ person: { id }, leftAt });
const meet = (more: object): Meet => ({ state: 'LIVE', handledAt: null, participants: [], ...more }) as unknown as Meet;

describe('who is in', () => {
  const back = meet({ participants: [stay('mina', '2026-01-01T00:00:00.000Z'), stay('chulsoo'), stay('mina')] });

  it('is whoever has not left, a person who came back among them', () => {
    expect(inNow(back).map(({ person }) => person.id)).toEqual(['chulsoo', 'mina']);
    expect([stayOf(back, 'mina')?.leftAt, stayOf(back, 'minjun')]).toEqual([null, null]);
  });

  it('has that meet as theirs while it is live', () => {
    expect(meetOf([meet({}), back], 'mina')).toBe(back);
    expect(meetOf([{ ...back, state: 'ENDED' }], 'mina')).toBeNull();
  });
});

describe('a missed meet', () => {
  const place = { __typename: 'UserChat' };

  it('R13: can be called back in a user chat until somebody has', () => {
    const all = [
      meet({ state: 'MISSED', place }),
      meet({ state: 'MISSED', place, handledAt: '2026-01-01T00:00:00.000Z' }),
      meet({ state: 'MISSED', place: { __typename: 'TeamRoom' } }),
      meet({ state: 'ENDED', place }),
    ];
    expect(all.map(isOpenMissed)).toEqual([true, false, false, false]);
  });
});

describe('a clock', () => {
  it.each([
    [0, '0:00'],
    [65_999, '1:05'],
    [3_725_000, '1:02:05'],
    [-1, '0:00'],
  ])('shows %p ms as %s', (ms, shown) => {
    expect(clockText(ms)).toBe(shown);
  });
});
