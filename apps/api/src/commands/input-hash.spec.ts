import { canonicalJson } from '../canonical-json.ts';
import { derivedId, inputHash } from './input-hash.ts';

describe('the hash of a command’s input', () => {
  it('is the same whatever order the fields were written in, at any depth', () => {
    expect(inputHash('x', { a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } })).toBe(
      inputHash('x', { b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
  });

  it('tells inputs, orders of lists and commands apart', () => {
    const hashes = [
      inputHash('x', { a: 1 }),
      inputHash('y', { a: 1 }),
      inputHash('x', { a: '1' }),
      inputHash('x', { a: null }),
      inputHash('x', { a: [1, 2] }),
      inputHash('x', { a: [2, 1] }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('counts a field that is undefined as absent', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe('a derived id', () => {
  it('is a UUID, always the same for the same parts, and another for parts that only join to the same text', () => {
    expect(derivedId('a', 'b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(derivedId('a', 'b')).toBe(derivedId('a', 'b'));
    expect(derivedId('ab', '')).not.toBe(derivedId('a', 'b'));
  });
});
