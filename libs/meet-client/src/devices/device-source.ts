/** The part of `navigator.mediaDevices` that devices come from. Tests pass their own. */
export interface DeviceSource {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** Missing where no screen can be shared, as on phones. */
  getDisplayMedia?(options: DisplayMediaStreamOptions): Promise<MediaStream>;
  enumerateDevices(): Promise<readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]>;
  addEventListener(type: 'devicechange', listener: () => void): void;
  removeEventListener(type: 'devicechange', listener: () => void): void;
}

/** This browser's. Null on a page that was not loaded over HTTPS (or from this machine): there it has none. */
export const devicesHere = (): DeviceSource | null => globalThis.navigator?.mediaDevices ?? null;
