import { type BlurPainter, putBackPainter, takePainter } from './blur-painter.ts';
import type { ClientCapabilitiesFields } from './capabilities.ts';
import { assetUrl, type Effect, effectOn, type EffectOutcome, withoutEffect } from './effect.ts';
import { framesHere, type FrameStreams } from './frame-streams.ts';

export type { Effect, EffectOutcome } from './effect.ts';

export interface BackgroundBlurOptions {
  /** A camera's track. */
  readonly source: MediaStreamTrack;
  /** The API's answer to `ReadClientCapabilities` (R24). */
  readonly can: Pick<ClientCapabilitiesFields, 'backgroundBlur'>;
  /** Where the page serves the folder `dist/build` of `@twilio/video-processors`. */
  readonly assetsUrl: string;
}

/**
 * A camera's picture in which all but the people is blurred: by the browser itself where it can (as with the system's own effects),
 * else by a model in this page. Never rejects. The library comes with the first call, the model with the first of its folder.
 */
export async function blurBackground({ source, can, assetsUrl }: BackgroundBlurOptions): Promise<EffectOutcome> {
  if (!can.backgroundBlur) return withoutEffect('not-allowed', null);
  try {
    if (await blurredByBrowser(source, true)) {
      return { ok: true, effect: { track: source, by: 'browser', stop: () => void blurredByBrowser(source, false) } };
    }
    const framesOf = framesHere();
    if (!framesOf) return withoutEffect('not-supported', null);
    const assetsPath = assetUrl(assetsUrl, '');
    const painter = await takePainter(assetsPath);
    const effect = blurred(source, framesOf(source), painter, () => putBackPainter(assetsPath, painter));
    return { ok: true, effect };
  } catch (error) {
    return withoutEffect('failed', error);
  }
}

/** A painter that broke is not used again; one that was stopped, or whose source ended, is put back. */
function blurred(
  source: MediaStreamTrack,
  { readable, writable, track }: FrameStreams,
  { paint }: BlurPainter,
  putBack: () => void,
): Effect {
  const stop = new AbortController();
  const { signal } = stop;
  const { effect, end } = effectOn(source, track, () => stop.abort());
  void readable
    .pipeThrough(new TransformStream<VideoFrame, VideoFrame>({ transform: paint }), { signal })
    .pipeTo(writable, { signal })
    .then(putBack, () => signal.aborted && putBack())
    .finally(end);
  return effect;
}

/** Whether the browser has it, and did as it was told. */
async function blurredByBrowser(source: MediaStreamTrack, on: boolean): Promise<boolean> {
  const { backgroundBlur: able = [] } = source.getCapabilities?.() ?? {};
  if (!able.includes(on)) return false;
  await source.applyConstraints({ backgroundBlur: on });
  return source.getSettings().backgroundBlur === on;
}
