import fc from 'fast-check';
import { createPlaces, type Leave } from './places.ts';

describe('places', () => {
  it('are taken up to the limit, for each key apart', () => {
    const places = createPlaces(2);
    expect(places.take('a')).not.toBeNull();
    expect(places.take('a')).not.toBeNull();
    expect(places.take('a')).toBeNull();
    expect(places.take('b')).not.toBeNull();
  });

  it('are left once, however often one leaves', () => {
    const places = createPlaces(1);
    const leave = places.take('a');
    leave?.();
    expect(places.take('a')).not.toBeNull();
    leave?.();
    expect(places.take('a')).toBeNull();
  });

  it('are any number where the limit is 0', () => {
    const places = createPlaces(0);
    for (let index = 0; index < 1_000; index += 1) expect(places.take('a')).not.toBeNull();
  });

  it('count right after any comings and goings', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b'), leaves: fc.boolean(), again: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 1, max: 4 }), (steps, most) => {
        const places = createPlaces(most);
        const inside: Record<string, Leave[]> = { a: [], b: [] };
        for (const { key, leaves, again } of steps) {
          const those = inside[key] ?? [];
          if (leaves) {
            const leave = those.shift();
            leave?.();
            if (again) leave?.();
            continue;
          }
          const leave = places.take(key);
          expect(leave === null).toBe(those.length >= most);
          if (leave) those.push(leave);
        }
      }),
    );
  });
});
