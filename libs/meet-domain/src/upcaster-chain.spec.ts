import { UnknownEventShape, upcast, type StoredData } from './index.ts';
import { upcastBy, type VersionedShape } from './upcaster-chain.ts';

/** A shape that changed twice: a name was split in two, then a nickname came in. */
const catalogue: Record<string, VersionedShape> = {
  PersonNamed: {
    schemaVersion: 3,
    upcasters: [
      ({ name, ...rest }) => {
        const [given = '', family = ''] = String(name).split(' ');
        return { ...rest, given, family };
      },
      (data) => ({ ...data, nickname: null }),
    ],
  },
};
const lift = (version: number, data: StoredData) => upcastBy(catalogue, 'PersonNamed', version, data);

describe('an event that was stored in an older shape', () => {
  it('goes through every upcaster from its version on', () => {
    expect(lift(1, { id: 1, name: 'Juno Seo' })).toEqual({ id: 1, given: 'Juno', family: 'Seo', nickname: null });
    expect(lift(2, { id: 1, given: 'Juno', family: 'Seo' })).toEqual({
      id: 1,
      given: 'Juno',
      family: 'Seo',
      nickname: null,
    });
  });

  it('is left as it is where it is of today’s version', () => {
    const today = { given: 'Juno', family: 'Seo', nickname: 'Ju' };
    expect(lift(3, today)).toBe(today);
  });

  it('is not changed where it lies', () => {
    const stored = Object.freeze({ id: 1, name: 'Juno Seo' });
    lift(1, stored);
    expect(stored).toEqual({ id: 1, name: 'Juno Seo' });
  });
});

describe('an event that this release cannot know', () => {
  it.each([4, 0, -1, 1.5, Number.NaN])('is refused by its version: %p', (version) => {
    expect(() => lift(version, {})).toThrow(UnknownEventShape);
  });

  it('is refused by its type', () => {
    expect(() => upcastBy(catalogue, 'toString', 1, {})).toThrow(UnknownEventShape);
  });

  it('says what to do', () => {
    const read = () => upcast('MeetStarted', 99, {});
    expect(read).toThrow(
      'MeetStarted version 99 cannot be read: versions 1 to 1 are known; run the release that wrote it',
    );
  });
});
