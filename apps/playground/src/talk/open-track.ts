import type { OwnKind } from '@meets/meet-client/media';
import type { SettingsFieldsFragment } from '@meets/meet-client';

/** Why a microphone, a camera or a screen cannot be had: each asks something else of whoever wants it. */
export type TrackRefusal =
  /** The person, the browser or the system said no (R36). */
  | 'refused'
  | 'no-device'
  /** Another program has it. */
  | 'in-use'
  /** The page came over plain HTTP from another machine: there browsers give nothing. */
  | 'insecure'
  | 'broken';

export type OpenedTrack =
  { readonly ok: true; readonly track: MediaStreamTrack } | { readonly ok: false; readonly why: TrackRefusal };

/** What of R34 a track is opened with; a customer has none. */
export type TrackSettings = Pick<SettingsFieldsFragment, 'cameraId' | 'microphoneId' | 'noiseSuppression'>;

/** Asks the browser for it, which asks the person. Never rejects. The track is the caller's to stop. */
export async function openTrack(kind: OwnKind, settings: TrackSettings | null): Promise<OpenedTrack> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return { ok: false, why: 'insecure' };
  try {
    const stream =
      kind === 'SCREEN'
        ? await devices.getDisplayMedia({ video: { frameRate: 15 } })
        : await devices.getUserMedia(
            kind === 'AUDIO' ? { audio: soundOf(settings) } : { video: pictureOf(settings?.cameraId ?? null) },
          );
    const [track] = stream.getTracks();
    return track ? { ok: true, track } : { ok: false, why: 'broken' };
  } catch (error) {
    return { ok: false, why: REFUSALS[error instanceof DOMException ? error.name : ''] ?? 'broken' };
  }
}

/** A chosen device that is not there any more is no reason to be silent: the browser takes another one. */
const soundOf = (settings: TrackSettings | null): MediaTrackConstraints => ({
  ...(settings?.microphoneId && { deviceId: { ideal: settings.microphoneId } }),
  echoCancellation: true,
  noiseSuppression: settings?.noiseSuppression ?? true,
});

const pictureOf = (cameraId: string | null): MediaTrackConstraints => ({
  ...(cameraId !== null && { deviceId: { ideal: cameraId } }),
  width: { ideal: 1280 },
  height: { ideal: 720 },
});

/** By the names that browsers give (Media Capture and Streams §10.2, Screen Capture §5.1). */
const REFUSALS: Readonly<Record<string, TrackRefusal>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'no-device',
  OverconstrainedError: 'no-device',
  NotReadableError: 'in-use',
  AbortError: 'in-use',
};
