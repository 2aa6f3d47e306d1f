import fc from 'fast-check';
import { LARGEST_SIZE, MOST_STRETCH, sizeFor } from './picture-size.ts';

describe('the size of a picture that is asked for', () => {
  it('is a step larger where the picture is stretched, a step smaller where half of it would do, else the same', () => {
    expect(sizeFor(0, 320, 640)).toBe(1);
    expect(sizeFor(2, 1_280, 640)).toBe(1);
    expect(sizeFor(1, 640, 640)).toBe(1);
    expect(sizeFor(LARGEST_SIZE, 320, 640)).toBe(LARGEST_SIZE);
    expect(sizeFor(0, 1_280, 100)).toBe(0);
  });

  it('stays while nothing has come, and while nothing is laid out', () => {
    expect(sizeFor(1, 0, 640)).toBe(1);
    expect(sizeFor(1, 640, 0)).toBe(1);
  });

  it('comes to rest, from any size, with a picture that is neither stretched nor twice too wide, where the camera has one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 64, max: 4_000 }),
        fc.integer({ min: 1, max: 4_000 }),
        fc.constantFrom(0, 1, 2),
        (cameraWidth, shownWidth, from) => {
          const widthAt = (size: number): number => cameraWidth / 2 ** (LARGEST_SIZE - size);
          let size: number = from;
          for (let step = 0; step < LARGEST_SIZE; step += 1) size = sizeFor(size, widthAt(size), shownWidth);
          expect(sizeFor(size, widthAt(size), shownWidth)).toBe(size);
          if (size < LARGEST_SIZE) expect(widthAt(size) * MOST_STRETCH).toBeGreaterThanOrEqual(shownWidth);
          if (size > 0) expect(widthAt(size)).toBeLessThan(2 * shownWidth);
        },
      ),
    );
  });
});
