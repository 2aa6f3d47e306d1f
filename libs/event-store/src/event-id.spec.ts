import fc from 'fast-check';
import { eventIdOf } from './event-id.ts';

describe("an event's id", () => {
  it('is the same for ever', () => {
    expect(eventIdOf('command-1', 0)).toBe('a8ec17a1-8df7-8314-b80e-3706b057d462');
    expect(eventIdOf('command-1', 1)).toBe('9974a46b-7697-80cd-808d-6806f021c238');
    expect(eventIdOf('ch-1:manager:m-1:키 "1"', 0)).toBe('89532daa-9a1d-87d0-933f-dc782178f381');
  });

  it('is a UUID of version 8', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (commandId, index) => {
        expect(eventIdOf(commandId, index)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  it('differs for every command and every event of it', () => {
    const ids = ['a', 'a1', 'a,1', ''].flatMap((commandId) => [0, 1, 11].map((index) => eventIdOf(commandId, index)));
    expect(new Set(ids).size).toBe(12);
  });
});
