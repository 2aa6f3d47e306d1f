import { documentNestsTooDeeply, jsonNestsTooDeeply, MAX_NESTING } from './nesting.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const FLAT = '{ a(b: [1]) } '.repeat(MAX_NESTING);

describe('nesting', () => {
  it('is measured in documents past strings and comments, and as far as they can be read', () => {
    expect(documentNestsTooDeeply(`{ a(b: ${nested(MAX_NESTING - 2)}) }`)).toBe(false);
    expect(documentNestsTooDeeply(`{ a(b: ${nested(MAX_NESTING - 1)}) }`)).toBe(true);
    expect(documentNestsTooDeeply('['.repeat(MAX_NESTING + 1))).toBe(true);
    expect(documentNestsTooDeeply(`# "\n${nested(MAX_NESTING + 1)}`)).toBe(true);
    expect(documentNestsTooDeeply(`"""\\""" ${'{'.repeat(1_000)} """ a "${'{'.repeat(1_000)}"`)).toBe(false);
    expect(documentNestsTooDeeply(`"unterminated ${'{'.repeat(1_000)}`)).toBe(false);
    expect(documentNestsTooDeeply(FLAT)).toBe(false);
  });

  it('is measured in JSON past strings', () => {
    expect(jsonNestsTooDeeply(nested(MAX_NESTING))).toBe(false);
    expect(jsonNestsTooDeeply(nested(MAX_NESTING + 1))).toBe(true);
    expect(jsonNestsTooDeeply(`{"a":"${'['.repeat(1_000)}"}`)).toBe(false);
    expect(jsonNestsTooDeeply(`{"a":"\\"${'['.repeat(1_000)}\\\\"}`)).toBe(false);
    expect(jsonNestsTooDeeply(`{"a":"\\\\",${nested(MAX_NESTING)}`)).toBe(true);
    expect(jsonNestsTooDeeply(FLAT)).toBe(false);
  });
});
