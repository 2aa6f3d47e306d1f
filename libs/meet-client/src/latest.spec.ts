import { Latest } from './latest.ts';

describe('the newest of something', () => {
  it('is handed out as it is, then after every change', async () => {
    const latest = new Latest('a');
    const following = latest.follow();
    expect(await following.next()).toEqual({ done: false, value: 'a' });
    const next = following.next();
    latest.set('b');
    expect(await next).toEqual({ done: false, value: 'b' });
  });

  it('leaves out for who is slow what is old by then', async () => {
    const latest = new Latest(1);
    const following = latest.follow();
    await following.next();
    for (const value of [2, 3, 4]) latest.set(value);
    expect(await following.next()).toEqual({ done: false, value: 4 });
  });

  it('ends with what was not seen yet', async () => {
    const latest = new Latest(1);
    const [slow, waiting] = [latest.follow(), latest.follow()];
    await waiting.next();
    const last = waiting.next();
    latest.end();
    latest.set(2);
    expect(await last).toEqual({ done: true, value: undefined });
    expect(await slow.next()).toEqual({ done: false, value: 1 });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
  });

  it('ends for who wants no more, while they wait too', async () => {
    const latest = new Latest(1);
    const enough = new AbortController();
    const following = latest.follow(enough.signal);
    await following.next();
    const next = following.next();
    enough.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await latest.follow(enough.signal).next()).toEqual({ done: true, value: undefined });
  });
});
