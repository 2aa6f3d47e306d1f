/** The largest of the sizes that a camera is sent in, each twice as wide as the one before. */
export const LARGEST_SIZE = 2;
/** By how much a picture may be stretched before a larger one is asked for. */
export const MOST_STRETCH = 1.25;

/**
 * Which size to ask for next, where a picture of this one comes so wide and is shown so wide, both in device pixels: a step larger, a
 * step smaller, or the same. How large a camera is who watches does not know, so it is found step by step; it never goes
 * to and fro, because what is a step larger is not twice as wide as it is shown. 0 as a width: nothing has come, or is laid out, yet.
 */
export function sizeFor(size: number, pictureWidth: number, shownWidth: number): number {
  if (pictureWidth === 0 || shownWidth === 0) return size;
  if (pictureWidth * MOST_STRETCH < shownWidth) return Math.min(size + 1, LARGEST_SIZE);
  if (pictureWidth >= 2 * shownWidth) return Math.max(size - 1, 0);
  return size;
}
