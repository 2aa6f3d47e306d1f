import { Lane } from './lane.ts';

describe('a lane', () => {
  it('does as many jobs at a time as it is wide, in the order they came', async () => {
    const lane = new Lane(2);
    const began: number[] = [];
    const finish: (() => void)[] = [];
    for (let job = 0; job < 5; job += 1) {
      lane.add(() => {
        began.push(job);
        return new Promise((resolve) => finish.push(resolve));
      });
    }
    expect(began).toEqual([0, 1]);
    finish[1]?.();
    await new Promise(setImmediate);
    expect(began).toEqual([0, 1, 2]);
    finish[0]?.();
    finish[2]?.();
    await new Promise(setImmediate);
    expect(began).toEqual([0, 1, 2, 3, 4]);
  });

  it('forgets what has not begun, and waits for what has', async () => {
    const lane = new Lane(1);
    const done: string[] = [];
    lane.add(async () => void done.push('first'));
    lane.add(async () => void done.push('second'));
    lane.clear();
    await lane.settled();
    expect(done).toEqual(['first']);
  });
});
