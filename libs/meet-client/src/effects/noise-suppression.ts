import type { ClientCapabilitiesFields } from './capabilities.ts';
import { assetUrl, effectOn, type EffectOutcome, withoutEffect } from './effect.ts';

export type { Effect, EffectOutcome } from './effect.ts';

/** The rate that RNNoise was trained for, in samples a second. */
export const RNNOISE_SAMPLES_PER_S = 48_000;

export interface NoiseSuppressionOptions {
  /** A microphone's track. */
  readonly source: MediaStreamTrack;
  /** The API's answer to `ReadClientCapabilities` (R24). */
  readonly can: Pick<ClientCapabilitiesFields, 'noiseSuppression'>;
  /** Where the page serves the folder `dist` of `@sapphi-red/web-noise-suppressor`. */
  readonly assetsUrl: string;
}

/**
 * A microphone's sound without what is no speech, by RNNoise. Never rejects. The library comes with the first call. While the
 * track is sent the source is not stopped; muting is done to the effect's track.
 */
export async function suppressNoise(options: NoiseSuppressionOptions): Promise<EffectOutcome> {
  if (!options.can.noiseSuppression) return withoutEffect('not-allowed', null);
  if (typeof AudioWorkletNode === 'undefined') return withoutEffect('not-supported', null);
  const context = new AudioContext({ sampleRate: RNNOISE_SAMPLES_PER_S });
  try {
    return await through(context, options);
  } catch (error) {
    await context.close();
    return withoutEffect('failed', error);
  }
}

async function through(context: AudioContext, { source, assetsUrl }: NoiseSuppressionOptions): Promise<EffectOutcome> {
  const { loadRnnoise, RnnoiseWorkletNode } = await import('@sapphi-red/web-noise-suppressor');
  const [url, simdUrl, worklet] = ['rnnoise.wasm', 'rnnoise_simd.wasm', 'rnnoise/workletProcessor.js'].map((path) =>
    assetUrl(assetsUrl, path),
  ) as [string, string, string];
  const [wasmBinary] = await Promise.all([loadRnnoise({ url, simdUrl }), context.audioWorklet.addModule(worklet)]);
  const rnnoise = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary });
  const out = context.createMediaStreamDestination();
  context
    .createMediaStreamSource(new MediaStream([source]))
    .connect(rnnoise)
    .connect(out);
  await context.resume();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('an audio context made a stream without a track');
  const release = (): void => {
    rnnoise.destroy();
    void context.close();
  };
  return { ok: true, effect: effectOn(source, track, release).effect };
}
