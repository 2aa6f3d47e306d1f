import fc from 'fast-check';
import { tone } from '../testing/tones.ts';
import { mixMinusOwn } from './mix-minus-own.ts';

const flat = (value: number) => new Int16Array(160).fill(value);

describe('a mix for several calls', () => {
  it('is everybody but oneself', () => {
    const mixed = mixMinusOwn([flat(1), flat(20), null], [flat(300), flat(4_000)]);
    expect(mixed.map((samples) => samples?.[7])).toEqual([4_320, 4_301, 4_321]);
  });

  it('is nothing where nobody else speaks', () => {
    expect(mixMinusOwn([null, null], [])).toEqual([null, null]);
    expect(mixMinusOwn([flat(5), null], [])).toEqual([null, flat(5)]);
    expect(mixMinusOwn([], [flat(5)])).toEqual([]);
  });

  it('never turns over where all are loud', () => {
    const value = fc.integer({ min: -32_768, max: 32_767 });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 10 }), fc.array(value, { maxLength: 10 }), (own, others) => {
        const sum = [...own, ...others].reduce((total, each) => total + each, 0);
        const mixed = mixMinusOwn(own.map(flat), others.map(flat));
        for (const [n, samples] of mixed.entries()) {
          const expected = Math.max(-32_768, Math.min(32_767, sum - (own[n] ?? 0)));
          expect(samples?.[0] ?? 0).toBe(expected);
        }
      }),
    );
  });

  it('changes nothing of what was said', () => {
    const said = tone(400, 160);
    mixMinusOwn([said, flat(1)], [said]);
    expect(said).toEqual(tone(400, 160));
  });
});
