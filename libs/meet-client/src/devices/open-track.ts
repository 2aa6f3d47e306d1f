import type { Device, SettingsFieldsFragment, TrackKind } from '../generated/operations.ts';
import { type DeviceProblem, deviceProblemOf } from './device-problem.ts';
import { type DeviceSource, devicesHere } from './device-source.ts';
import { tellAllowed } from './list-devices.ts';

/** How large a camera's picture is wanted, in pixels: a browser takes the nearest size that the camera has. */
export const CAMERA_WIDTH = 1_280;
/** Likewise. */
export const CAMERA_HEIGHT = 720;
/** How many pictures a second of a camera are wanted. */
export const CAMERA_FRAMES_PER_S = 30;
/** How many pictures a second of a screen are sent at most: what is shared is read more than watched. */
export const SCREEN_FRAMES_PER_S = 15;

/** What the person chose (R34): the viewer's `settings` as they are, or nothing. */
export type DeviceWishes = Partial<Pick<SettingsFieldsFragment, 'cameraId' | 'microphoneId' | 'noiseSuppression'>>;

export type OpenedTrack =
  | {
      readonly ok: true;
      /** The caller's: whoever needs it no longer stops it. */
      readonly track: MediaStreamTrack;
      /** The chosen device is not there; this is another one. */
      readonly fellBack: boolean;
    }
  | { readonly ok: false; readonly problem: DeviceProblem };

/** Which device a kind of track comes from. */
export const deviceOf = (kind: TrackKind): Device => (kind === 'AUDIO' ? 'MICROPHONE' : kind);

/**
 * Asks the person, where they have not been asked, and opens microphone, camera or screen. Never rejects. A screen is asked for
 * anew each time, in a handler of a click or a key.
 */
export async function openTrack(
  kind: TrackKind,
  wishes: DeviceWishes = {},
  source: DeviceSource | null = devicesHere(),
): Promise<OpenedTrack> {
  const chosen = chosenOf(kind, wishes);
  const opened = await open(kind, wishes, chosen, source);
  if (opened.ok || chosen === null || opened.problem.reason !== 'no-such-device') return opened;
  const another = await open(kind, wishes, null, source);
  return another.ok ? { ...another, fellBack: true } : another;
}

async function open(
  kind: TrackKind,
  wishes: DeviceWishes,
  chosen: string | null,
  source: DeviceSource | null,
): Promise<OpenedTrack> {
  try {
    if (!source) throw new TypeError('this page has no devices: it is not loaded over HTTPS');
    const [track] = (await streamOf(kind, wishes, chosen, source)).getTracks();
    if (!track) throw new DOMException('the stream is empty', 'NotFoundError');
    if (kind === 'SCREEN') track.contentHint = 'detail';
    else tellAllowed();
    return { ok: true, track, fellBack: false };
  } catch (error) {
    return { ok: false, problem: deviceProblemOf(deviceOf(kind), error) };
  }
}

function chosenOf(kind: TrackKind, { microphoneId = null, cameraId = null }: DeviceWishes): string | null {
  switch (kind) {
    case 'AUDIO':
      return microphoneId;
    case 'CAMERA':
      return cameraId;
    case 'SCREEN':
      return null;
  }
}

async function streamOf(
  kind: TrackKind,
  { noiseSuppression = false }: DeviceWishes,
  chosen: string | null,
  source: DeviceSource,
): Promise<MediaStream> {
  const deviceId = chosen === null ? {} : { deviceId: { exact: chosen } };
  switch (kind) {
    case 'AUDIO': {
      // Who has no wish gets what the browser does for speech by itself, which is a light suppression in most.
      const suppression = noiseSuppression ? { noiseSuppression: true } : {};
      return source.getUserMedia({
        audio: { echoCancellation: true, autoGainControl: true, ...suppression, ...deviceId },
      });
    }
    case 'CAMERA': {
      const size = { width: { ideal: CAMERA_WIDTH }, height: { ideal: CAMERA_HEIGHT } };
      return source.getUserMedia({ video: { ...size, frameRate: { ideal: CAMERA_FRAMES_PER_S }, ...deviceId } });
    }
    case 'SCREEN':
      if (!source.getDisplayMedia) throw new TypeError('this browser shares no screens');
      return source.getDisplayMedia({ video: { frameRate: { max: SCREEN_FRAMES_PER_S } } });
  }
}
