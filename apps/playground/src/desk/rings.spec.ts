import type { RingMessage, RingNotice } from '@meets/meet-client';
import { ringsAfter, stoppedBy } from './rings.ts';

const notice = (id: string, ringing: boolean, outcome: RingNotice['outcome'] = 'RINGING'): RingNotice =>
  ({ __typename: 'RingNotice', ringing, outcome, meet: { id } }) as RingNotice;
const after = (...messages: readonly RingMessage[]): string[] =>
  messages.reduce<readonly RingNotice[]>(ringsAfter, []).map(({ meet }) => meet.id);

describe('what rings', () => {
  it('is each meet once, in the order they began, until its ring stops', () => {
    expect(after(notice('m-1', true), notice('m-2', true), notice('m-2', true))).toEqual(['m-1', 'm-2']);
    expect(after(notice('m-1', true), notice('m-2', true), notice('m-1', false))).toEqual(['m-2']);
  });

  it('is forgotten when a connection begins: what still rings is told again', () => {
    expect(after(notice('m-1', true), { __typename: 'RingsBegin' }, notice('m-2', true))).toEqual(['m-2']);
  });

  it('R11: is told to have been answered elsewhere, and of no other end', () => {
    expect(stoppedBy(notice('m-1', false, 'ANSWERED_ELSEWHERE'))).toBe('answered-elsewhere');
    expect([notice('m-1', false, 'ACCEPTED'), notice('m-1', true)].map(stoppedBy)).toEqual([null, null]);
  });
});
