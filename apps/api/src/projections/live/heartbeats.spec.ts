import { fakeClock } from '../../testing/fake-clock.ts';
import { turns } from '../../testing/read-model-scene.ts';
import { HEARTBEAT, withHeartbeats } from './heartbeats.ts';

/** A source that gives what it is fed, in order. */
function feed<Item>() {
  const waiting: ((result: IteratorResult<Item, undefined>) => void)[] = [];
  const ready: IteratorResult<Item, undefined>[] = [];
  const put = (result: IteratorResult<Item, undefined>): void => {
    const taker = waiting.shift();
    if (taker) taker(result);
    else ready.push(result);
  };
  const source: AsyncIterable<Item> = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        const result = ready.shift();
        return result ? Promise.resolve(result) : new Promise((take) => waiting.push(take));
      },
    }),
  };
  return {
    source,
    give: (value: Item) => put({ done: false, value }),
    end: () => put({ done: true, value: undefined }),
  };
}

describe('heartbeats', () => {
  it('come between items, on time, and neither lose nor double one', async () => {
    const clock = fakeClock();
    const { source, give, end } = feed<number>();
    const came: unknown[] = [];
    const reading = (async () => {
      for await (const item of withHeartbeats(source, clock, 1_000)) came.push(item);
    })();
    await turns();
    give(1);
    await turns();
    clock.advance(1_000);
    await turns();
    give(2);
    give(3);
    await turns();
    clock.advance(999);
    await turns();
    expect(came).toEqual([1, HEARTBEAT, 2, 3]);
    clock.advance(1);
    await turns();
    expect(came.at(-1)).toBe(HEARTBEAT);
    end();
    await reading;
    expect(clock.timers()).toBe(0);
  });

  it('pass on what went wrong in the source, and stop', async () => {
    const clock = fakeClock();
    const source: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the source is broken')) }),
    };
    await expect(withHeartbeats(source, clock, 1_000).next()).rejects.toThrow('the source is broken');
    expect(clock.timers()).toBe(0);
  });
});
