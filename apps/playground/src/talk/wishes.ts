import type { ClientCapabilitiesFields, SettingsFieldsFragment } from '@meets/meet-client';
import type { DeviceWishes } from '@meets/meet-client/devices';
import type { OwnKind } from '@meets/meet-client/media';

/** What a track is changed by on its way out (R34), as the settings call it. */
export type EffectName = 'backgroundBlur' | 'noiseSuppression';

/** What somebody chose (R34), and which effects this client may have (R24). */
export interface Wishes extends DeviceWishes, Partial<Pick<SettingsFieldsFragment, 'backgroundBlur'>> {
  readonly can: Pick<ClientCapabilitiesFields, EffectName>;
}

export const NO_WISHES: Wishes = { can: { backgroundBlur: false, noiseSuppression: false } };

const EFFECT_OF: Readonly<Record<OwnKind, EffectName | null>> = {
  AUDIO: 'noiseSuppression',
  CAMERA: 'backgroundBlur',
  SCREEN: null,
};

/** The effect that this kind is to go through: wished for, and possible here. */
export function effectOn(kind: OwnKind, wishes: Wishes): EffectName | null {
  const effect = EFFECT_OF[kind];
  return effect && wishes[effect] && wishes.can[effect] ? effect : null;
}

/** Of which kinds another track would be opened. */
export function changedBy(before: Wishes, now: Wishes): readonly OwnKind[] {
  const devices = { AUDIO: 'microphoneId', CAMERA: 'cameraId' } as const;
  return (['AUDIO', 'CAMERA'] as const).filter(
    (kind) => before[devices[kind]] !== now[devices[kind]] || effectOn(kind, before) !== effectOn(kind, now),
  );
}
