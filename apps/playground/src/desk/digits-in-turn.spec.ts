import { DIGITS_AT_A_TIME, digitsInTurn } from './digits-in-turn.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('digits', () => {
  const sent: string[] = [];
  let shown = '';
  let answers: ((done: boolean) => void)[] = [];
  const press = (): ((digit: string) => void) =>
    digitsInTurn(
      (digits) => {
        sent.push(digits);
        return new Promise((resolve) => answers.push(resolve));
      },
      (digits) => (shown += digits),
    );
  beforeEach(() => {
    sent.length = 0;
    [shown, answers] = ['', []];
  });

  it('R38: are pressed in the order in which they came, however fast, and shown once they are', async () => {
    const digit = press();
    for (const one of '12#') digit(one);
    expect([sent, shown]).toEqual([['1'], '']);
    answers[0]?.(true);
    await settled();
    expect([sent, shown]).toEqual([['1', '2#'], '1']);
    answers[1]?.(true);
    await settled();
    digit('9');
    expect([sent, shown]).toEqual([['1', '2#', '9'], '12#']);
  });

  it('that were refused are not shown, nor what was pressed meanwhile', async () => {
    const digit = press();
    for (const one of '12') digit(one);
    answers[0]?.(false);
    await settled();
    digit('3');
    expect([sent, shown]).toEqual([['1', '3'], '']);
  });

  it('are as many at a time as the service takes', async () => {
    const digit = press();
    for (const one of `1${'2'.repeat(DIGITS_AT_A_TIME)}3`) digit(one);
    answers[0]?.(true);
    await settled();
    answers[1]?.(true);
    await settled();
    expect(sent.map(({ length }) => length)).toEqual([1, DIGITS_AT_A_TIME, 1]);
  });
});
