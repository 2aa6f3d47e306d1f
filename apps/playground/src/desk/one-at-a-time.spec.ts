import { oneAtATime } from './one-at-a-time.ts';

describe('a job that runs one at a time', () => {
  it('is run once more, and only once, for however often it was asked for meanwhile', async () => {
    const ends: (() => void)[] = [];
    const ask = oneAtATime(() => new Promise<void>((resolve) => ends.push(resolve)));
    const settled = async (): Promise<void> => {
      for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
    };
    ask();
    ask();
    ask();
    await settled();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await settled();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await settled();
    expect(ends).toHaveLength(2);
    ask();
    expect(ends).toHaveLength(3);
  });
});
