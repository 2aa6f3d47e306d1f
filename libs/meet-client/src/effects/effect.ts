/** A track as it is after an effect. */
export interface Effect {
  /** What to send in the place of the source. It ends when the source ends by itself. */
  readonly track: MediaStreamTrack;
  /** `browser`: the browser does it to the source itself, and `track` is the source. */
  readonly by: 'browser' | 'library';
  /** Ends the effect and, where it is another, its track; the source stays the caller's. Safe to call twice. */
  stop(): void;
}

export type EffectOutcome =
  | { readonly ok: true; readonly effect: Effect }
  /**
   * `not-allowed`: the API says that this client has no such effect (R24). `not-supported`: this browser has not what it takes.
   * `failed`: a file of it did not come, or the browser failed. The source can be sent as it is.
   */
  | { readonly ok: false; readonly reason: 'not-allowed' | 'not-supported' | 'failed'; readonly error: unknown };

export const withoutEffect = (reason: 'not-allowed' | 'not-supported' | 'failed', error: unknown): EffectOutcome => ({
  ok: false,
  reason,
  error,
});

/**
 * An effect whose track ends with its source. `end` is for what ends by itself: a track that is stopped here tells nobody, so it
 * is told. `release` is called once.
 */
export function effectOn(
  source: MediaStreamTrack,
  track: MediaStreamTrack,
  release: () => void,
): { readonly effect: Effect; readonly end: () => void } {
  let over = false;
  const stop = (): void => {
    if (over) return;
    over = true;
    source.removeEventListener('ended', end);
    track.stop();
    release();
  };
  const end = (): void => {
    if (over) return;
    stop();
    track.dispatchEvent(new Event('ended'));
  };
  source.addEventListener('ended', end);
  return { effect: { track, by: 'library', stop }, end };
}

/** `path` below the folder that the page serves. */
export const assetUrl = (assetsUrl: string, path: string): string =>
  new URL(path, new URL(assetsUrl.replace(/\/*$/, '/'), globalThis.location?.href)).href;
