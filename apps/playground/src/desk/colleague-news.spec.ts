import { colleagueNews, handedOverTo } from './colleague-news.ts';
import type { LogLine } from './log-line.ts';

/** Newest first, as the log is. */
const log = (...lines: readonly (readonly [type: string, subject?: string, data?: object])[]): readonly LogLine[] =>
  lines
    .map(([type, subject = null, data = {}]) => ({ type, subject, data, meetId: 'c-1' }) as unknown as LogLine)
    .toReversed();

describe('what a manager hears of the colleague whom they rang', () => {
  it('R39: is that they declined, or did not answer, until they are rung again', () => {
    const declined = log(['ColleagueRang', 'minjun'], ['RingDeclined', 'minjun']);
    expect(colleagueNews(declined, 'c-1')).toEqual({ managerId: 'minjun', what: 'declined' });
    expect(colleagueNews(declined, 'another')).toBeNull();
    const late = log(['ColleagueRang', 'minjun'], ['RingUnanswered', 'minjun'], ['CallHeld', 'mina']);
    expect(colleagueNews(late, 'c-1')).toEqual({ managerId: 'minjun', what: 'unanswered' });
    expect(colleagueNews(log(['RingDeclined', 'minjun'], ['ColleagueRang', 'minjun']), 'c-1')).toBeNull();
  });

  it('is nothing of whoever was rung before the call was answered', () => {
    expect(colleagueNews(log(['MeetRang', 'minjun'], ['RingUnanswered', 'minjun']), 'c-1')).toBeNull();
    expect(colleagueNews([], 'c-1')).toBeNull();
  });

  it('is whom they handed the call over to', () => {
    const data = { from: { id: 'mina' }, to: { id: 'minjun' } };
    const handed = log(['CallHandedOver', undefined, data]);
    expect(['mina', 'minjun'].map((id) => handedOverTo(handed, 'c-1', id))).toEqual(['minjun', null]);
    const back = log(
      ['CallHandedOver', undefined, data],
      ['CallHandedOver', undefined, { from: { id: 'minjun' }, to: { id: 'mina' } }],
    );
    expect(['mina', 'minjun'].map((id) => handedOverTo(back, 'c-1', id))).toEqual([null, 'mina']);
  });
});
