import type { EffectOutcome } from '@meets/meet-client/background-blur';
import type { EffectName, Wishes } from './wishes.ts';

/** Where the service serves the effects' files. */
const BLUR_FILES = '/effects/blur';
const NOISE_FILES = '/effects/noise';

/** The SDK's effects, each of which is loaded when it is first wished for. */
export async function applyEffect(
  effect: EffectName,
  source: MediaStreamTrack,
  can: Wishes['can'],
): Promise<EffectOutcome> {
  try {
    switch (effect) {
      case 'backgroundBlur': {
        const { blurBackground } = await import('@meets/meet-client/background-blur');
        return await blurBackground({ source, can, assetsUrl: BLUR_FILES });
      }
      case 'noiseSuppression': {
        const { suppressNoise } = await import('@meets/meet-client/noise-suppression');
        return await suppressNoise({ source, can, assetsUrl: NOISE_FILES });
      }
    }
  } catch (error) {
    return { ok: false, reason: 'failed', error };
  }
}
