import type { Meet } from '@meets/meet-client';
import type { DeskState } from './desk-state.ts';
import { clockText, guestMeets, inNow, isOpenMissed, liveMeets, meetOf, stayOf } from './standing.ts';

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

describe('a meet by link', () => {
  const place = { __typename: 'TeamRoom', id: 'leads' };
  const live = meet({ id: 'tr.leads.1', place, participants: [stay('minjun')] });
  const over = meet({ id: 'tr.leads.0', state: 'ENDED', place, participants: [stay('minjun')] });
  const leads = [{ id: 'leads', liveMeet: live }] as unknown as DeskState['rooms'];

  it('R27: is the guest’s as long as they are in, and the member’s by its room', () => {
    expect(guestMeets({ rooms: [], meets: [live, over] }, 'minjun')).toEqual([live]);
    expect(guestMeets({ rooms: [], meets: [live, over] }, 'mina')).toEqual([]);
    expect(guestMeets({ rooms: leads, meets: [live, over] }, 'minjun')).toEqual([]);
    expect(liveMeets({ chats: [], rooms: [], calls: [], meets: [live] }, 'minjun')).toEqual([live]);
    expect(liveMeets({ chats: [], rooms: leads, calls: [], meets: [live] }, 'minjun')).toEqual([live]);
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
