import type { OpenedTrack } from '@meets/meet-client/devices';
import type { EffectOutcome } from '@meets/meet-client/background-blur';
import type { OwnKind } from '@meets/meet-client/media';
import { effectOn, type EffectName, type Wishes } from './wishes.ts';

/** An effect that was wished for, and is not there; the track is as it came. */
export interface Without {
  readonly effect: EffectName;
  readonly why: Extract<EffectOutcome, { ok: false }>['reason'];
}

/** What this window sends of one kind. */
export interface OwnTrack {
  readonly track: MediaStreamTrack;
  readonly without: Without | null;
  /** Lets go of the device, and of what stands between it and the track. */
  readonly stop: () => void;
}

export type OpenedOwnTrack = { readonly ok: true; readonly own: OwnTrack } | Extract<OpenedTrack, { ok: false }>;

export interface OwnTrackParts {
  readonly openDevice: (kind: OwnKind, wishes: Wishes) => Promise<OpenedTrack>;
  readonly applyEffect: (effect: EffectName, source: MediaStreamTrack, can: Wishes['can']) => Promise<EffectOutcome>;
}

/** A device's track, through the effect that is wished for; whoever cannot have that is seen and heard as they are, and told so. */
export async function openOwnTrack(parts: OwnTrackParts, kind: OwnKind, wishes: Wishes): Promise<OpenedOwnTrack> {
  const opened = await parts.openDevice(kind, wishes);
  if (!opened.ok) return opened;
  const { track: source } = opened;
  const effect = effectOn(kind, wishes);
  if (!effect) return { ok: true, own: { track: source, without: null, stop: () => source.stop() } };
  const outcome = await parts.applyEffect(effect, source, wishes.can);
  if (!outcome.ok) {
    return { ok: true, own: { track: source, without: { effect, why: outcome.reason }, stop: () => source.stop() } };
  }
  const stop = (): void => {
    outcome.effect.stop();
    source.stop();
  };
  return { ok: true, own: { track: outcome.effect.track, without: null, stop } };
}
