import type { Platform } from '../platform.ts';
import type { LinkCounts } from './counts.ts';
import { type Look, look, type MeetQuality, NO_QUALITY } from './quality.ts';

/** How often a connection's quality is looked at. */
export const QUALITY_EVERY_MS = 2_000;

/** Looks again and again, and tells; the answer stops it, and is safe to call twice. `measure`: null while there is no link. */
export type WatchQuality = (
  measure: () => Promise<LinkCounts | null>,
  tell: (quality: MeetQuality) => void,
) => () => void;

export const watchQuality =
  ({ setTimer }: Pick<Platform, 'setTimer'>): WatchQuality =>
  (measure, tell) => {
    let last: Look | null = null;
    let cancel: (() => void) | null = setTimer(QUALITY_EVERY_MS, () => void lookAgain());
    async function lookAgain(): Promise<void> {
      const counts = await measure();
      if (cancel === null) return;
      last = counts && look(counts, last);
      tell(last?.quality ?? NO_QUALITY);
      cancel = setTimer(QUALITY_EVERY_MS, () => void lookAgain());
    }
    return () => {
      cancel?.();
      cancel = null;
    };
  };
