import type { ReceivedTrack, ReceptionWish } from './media-link.ts';
import { LARGEST_SIZE, sizeFor } from './picture-size.ts';

/** How far outside of what is seen of a page a picture comes already, so that it is there when it is scrolled to. */
export const SEEN_MARGIN = '50%';

/** Wishes for a picture as it is shown by that element, until the answered function is called; then, and while nobody sees it, for none. */
export function fitPicture(
  { kind }: Pick<ReceivedTrack, 'kind'>,
  video: HTMLVideoElement,
  want: (wish: ReceptionWish) => void,
): () => void {
  let size = LARGEST_SIZE;
  let isInView = true;
  const look = (): void => {
    if (!isInView || document.hidden) return want({ paused: true });
    // A screen is sent in one size.
    if (kind !== 'CAMERA') return want({ paused: false });
    size = sizeFor(size, video.videoWidth, video.clientWidth * devicePixelRatio);
    want({ paused: false, layers: { size } });
  };
  const onView = ([newest]: readonly IntersectionObserverEntry[]): void => {
    isInView = newest?.isIntersecting ?? isInView;
    look();
  };
  const inView = new IntersectionObserver((entries) => onView(entries.slice(-1)), { rootMargin: SEEN_MARGIN });
  const shown = new ResizeObserver(look);
  inView.observe(video);
  shown.observe(video);
  // Of the picture: another size has come.
  video.addEventListener('resize', look);
  document.addEventListener('visibilitychange', look);
  return () => {
    inView.disconnect();
    shown.disconnect();
    video.removeEventListener('resize', look);
    document.removeEventListener('visibilitychange', look);
    want({ paused: true });
  };
}
