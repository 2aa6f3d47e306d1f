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
  const frames = readable.getReader();
  const { effect, end } = effectOn(source, track, () => void frames.cancel());
  void repaint(frames, writable.getWriter(), paint)
    .then((done) => done && putBack())
    .finally(end);
  return effect;
}

/** Resolves to whether it painted until the frames ended, or nobody took them any more. What it holds of them it closes, whatever happens. */
async function repaint(
  frames: ReadableStreamDefaultReader<VideoFrame>,
  painted: WritableStreamDefaultWriter<VideoFrame>,
  paint: BlurPainter['paint'],
): Promise<boolean> {
  try {
    for (let next = await frames.read(); !next.done; next = await frames.read()) {
      const frame = await paint(next.value);
      // A track that was stopped meanwhile takes none.
      if (frame) await painted.write(frame).catch(() => frame.close());
    }
    return true;
  } catch {
    // The library broke, or its worker; the track ends, which is told.
    return false;
  } finally {
    await Promise.allSettled([frames.cancel(), painted.close()]);
  }
}

/** Whether the browser has it, and did as it was told. */
async function blurredByBrowser(source: MediaStreamTrack, on: boolean): Promise<boolean> {
  const { backgroundBlur: able = [] } = source.getCapabilities?.() ?? {};
  if (!able.includes(on)) return false;
  await source.applyConstraints({ backgroundBlur: on });
  return source.getSettings().backgroundBlur === on;
}
