import type { Meet } from '@meets/meet-client';
import { claimsIn, KEPT_CLAIMS, talkingIn } from './claims.ts';

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, to: string) => void kept.set(key, to),
  };
};
const meet = (id: string, more: object = {}): Meet =>
  ({ id, state: 'LIVE', participants: [{ person: { id: 'mina' }, leftAt: null }], ...more }) as unknown as Meet;

describe('the meets that a window talks in', () => {
  it('survive a reload, the one taken last at the end, and are told of', () => {
    const kept = storage();
    const claims = claimsIn(kept, 'mina');
    let told = 0;
    const stop = claims.subscribe(() => (told += 1));
    for (const id of ['m-1', 'm-2', 'm-1']) claims.take(id);
    stop();
    claims.take('m-3');
    expect([claims.all(), told]).toEqual([['m-2', 'm-1', 'm-3'], 3]);
    expect(claimsIn(kept, 'mina').all()).toEqual(['m-2', 'm-1', 'm-3']);
    expect(claimsIn(kept, 'minjun').all()).toEqual([]);
  });

  it('are forgotten, the oldest first, beyond a limit', () => {
    const claims = claimsIn(storage(), 'mina');
    for (let each = 0; each <= KEPT_CLAIMS; each += 1) claims.take(`m-${each}`);
    expect([claims.all().length, claims.all()[0]]).toEqual([KEPT_CLAIMS, 'm-1']);
  });

  it('are one at a time: the one taken last of those that the person is in', () => {
    const left = { participants: [{ person: { id: 'mina' }, leftAt: '2026-01-01T00:00:00.000Z' }] };
    const claimed = ['m-1', 'm-2', 'm-3', 'm-4'];
    const live = [meet('m-1'), meet('m-2'), meet('m-3', left), meet('m-4', { state: 'RINGING' }), meet('m-5')];
    expect(talkingIn(claimed, live, 'mina')?.id).toBe('m-2');
    expect([talkingIn(claimed, live, 'minjun'), talkingIn([], live, 'mina')]).toEqual([null, null]);
  });
});
