import { Latest } from '../latest.ts';
import { type DeviceSource, devicesHere } from './device-source.ts';

/** A device that can be chosen (R34). */
export interface ListedDevice {
  /** For the settings `cameraId`, `microphoneId`, `speakerId`: this site's name of it, in this browser. */
  readonly id: string;
  readonly label: string;
}

export interface DeviceList {
  readonly microphones: readonly ListedDevice[];
  readonly cameras: readonly ListedDevice[];
  /** Empty where the browser lets no page choose, as on iOS. */
  readonly speakers: readonly ListedDevice[];
}

/** How often a device was allowed on this page: browsers tell what devices are called from then on, and announce it by no event. */
const allowed = new Latest(0);
export const tellAllowed = (): void => allowed.set(allowed.value + 1);

/** The system's own choices, which are no devices: to choose none is to take them. */
const SYSTEMS_CHOICE: ReadonlySet<string> = new Set(['', 'default', 'communications']);

/** What can be chosen now. Devices of a kind of which the person has allowed none are not told by browsers. */
export async function listDevices(source: DeviceSource | null = devicesHere()): Promise<DeviceList> {
  const all = source ? await source.enumerateDevices() : [];
  const ofKind = (wanted: MediaDeviceKind): readonly ListedDevice[] =>
    all
      .filter(({ kind, deviceId }) => kind === wanted && !SYSTEMS_CHOICE.has(deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { microphones: ofKind('audioinput'), cameras: ofKind('videoinput'), speakers: ofKind('audiooutput') };
}

/** What can be chosen now, then after every change: something is plugged in or out, or the person allowed a device. */
export async function* followDevices(
  signal?: AbortSignal,
  source: DeviceSource | null = devicesHere(),
): AsyncGenerator<DeviceList, undefined> {
  const onChange = tellAllowed;
  source?.addEventListener('devicechange', onChange);
  try {
    for await (const _change of allowed.follow(signal)) yield await listDevices(source);
  } finally {
    source?.removeEventListener('devicechange', onChange);
  }
  return undefined;
}
