import fc from 'fast-check';
import { CorruptEvent } from '../port.ts';
import { createMemoryPersonKeys } from './memory-person-keys.ts';
import type { Sealed } from './seal.ts';
import { isSealed, seal, unseal } from './seal.ts';

describe('a sealed text', () => {
  const keys = createMemoryPersonKeys();

  it('opens to what was sealed, whatever it was', async () => {
    const key = await keys.keyFor('c-1');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        const stored: unknown = JSON.parse(JSON.stringify(seal(text, key, context)));
        expect(isSealed(stored) && unseal(stored, keys, context)).toBe(text);
      }),
    );
  });

  it('may be any JSON, and opens to it; as another form than it was sealed as, it is corrupt', async () => {
    const key = await keys.keyFor('c-1');
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (content) => {
        const plain = JSON.parse(JSON.stringify(content)) as string[];
        const sealed = seal(plain, key, 'headers');
        const stored: unknown = JSON.parse(JSON.stringify(sealed));
        expect(isSealed(stored) && unseal(stored, keys, 'headers')).toEqual(plain);
        const { box } = sealed.$sealed;
        expect(() => unseal({ $sealed: { key: key.id, box } }, keys, 'headers')).toThrow(CorruptEvent);
      }),
    );
    const text = seal('[]', key, 'headers').$sealed;
    expect(() => unseal({ $sealed: { ...text, holds: 'json' } }, keys, 'headers')).toThrow(CorruptEvent);
  });

  it('shows nothing of the text, and never the same box twice', async () => {
    const key = await keys.keyFor('c-1');
    const first = seal('홍길동', key, 'name');
    expect(JSON.stringify(first)).not.toContain('홍길동');
    expect(seal('홍길동', key, 'name').$sealed.box).not.toBe(first.$sealed.box);
  });

  it.each([
    ['a changed byte', (box: Buffer) => box.fill((box[15] ?? 0) ^ 1, 15, 16)],
    ['a changed tag', (box: Buffer) => box.fill((box.at(-1) ?? 0) ^ 1, box.length - 1)],
    ['a cut end', (box: Buffer) => box.subarray(0, box.length - 3)],
    ['nothing in it', () => Buffer.alloc(0)],
  ])('that was damaged is corrupt: %s', async (_, damage) => {
    const sealed = seal('Hong Gildong', await keys.keyFor('c-1'), 'name');
    const box = damage(Buffer.from(sealed.$sealed.box, 'base64')).toString('base64');
    const damaged: Sealed = { $sealed: { key: sealed.$sealed.key, box } };
    expect(() => unseal(damaged, keys, 'name')).toThrow(CorruptEvent);
  });

  it('that was moved to another place is corrupt', async () => {
    const sealed = seal('Hong', await keys.keyFor('c-1'), 'c-1/name');
    expect(() => unseal(sealed, keys, 'c-1/phone')).toThrow(CorruptEvent);
    const other = await keys.keyFor('c-2');
    const moved: Sealed = { $sealed: { key: other.id, box: sealed.$sealed.box } };
    expect(() => unseal(moved, keys, 'c-1/name')).toThrow(CorruptEvent);
  });

  it('is told apart from everything else', () => {
    for (const json of [
      null,
      'text',
      1,
      [],
      {},
      { $sealed: null },
      { $sealed: {} },
      { $sealed: { key: 1, box: 'x' } },
    ]) {
      expect(isSealed(json)).toBe(false);
    }
  });
});
