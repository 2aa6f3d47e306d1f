import { jest } from '@jest/globals';
import { Debts, Memory, Repetition, T1_MS, T2_MS, TRANSACTION_MS } from './timers.ts';

describe('a repetition', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('comes in ever longer pauses up to the longest, and ends by itself', () => {
    const began = Date.now();
    const at: number[] = [];
    new Repetition(T1_MS, T2_MS, () => at.push(Date.now() - began));
    jest.advanceTimersByTime(10 * TRANSACTION_MS);
    expect(at).toEqual([500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
  });

  it('is stopped, also from within, and twice', () => {
    let times = 0;
    const repetition = new Repetition(T1_MS, T2_MS, () => {
      times += 1;
      repetition.stop();
    });
    jest.advanceTimersByTime(TRANSACTION_MS);
    repetition.stop();
    expect(times).toBe(1);
  });
});

describe('a memory', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('keeps each thing for its time from when it was last put in', () => {
    const memory = new Memory<number>();
    memory.keep('a', 1, 1_000);
    memory.keep('for ever', 2, null);
    jest.advanceTimersByTime(900);
    memory.keep('a', 3, 1_000);
    jest.advanceTimersByTime(900);
    expect(memory.get('a')).toBe(3);
    jest.advanceTimersByTime(100);
    expect(memory.all()).toEqual([2]);
    memory.clear();
    expect(memory.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('debts', () => {
  it('are paid once none is left, and when they are forgiven', async () => {
    const debts = new Debts();
    await debts.paid();
    debts.owe('a');
    debts.owe('b');
    let paid = false;
    const waiting = debts.paid().then(() => (paid = true));
    debts.pay('a');
    await Promise.resolve();
    expect(paid).toBe(false);
    debts.forgive();
    await waiting;
    expect(paid).toBe(true);
  });
});
