import type { DeviceSource } from '../devices/device-source.ts';

interface Plugged {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly label: string;
}

/** A machine's devices as a test plugs them in, behind the port that the browser's own are behind. */
export interface ScriptedDevices extends DeviceSource {
  /** What was asked for, in order. */
  readonly asked: (MediaStreamConstraints | DisplayMediaStreamOptions)[];
  plug(...devices: readonly Plugged[]): void;
  /** The next question is answered by this error. */
  refuse(name: string, message?: string): void;
  /** How many follow changes. */
  listeners(): number;
}

export function scriptedDevices({ screens = true } = {}): ScriptedDevices {
  let plugged: readonly Plugged[] = [];
  const refusals: DOMException[] = [];
  const listening = new Set<() => void>();
  const asked: ScriptedDevices['asked'] = [];
  const answer = async (
    constraints: MediaStreamConstraints | DisplayMediaStreamOptions,
    id: string,
  ): Promise<MediaStream> => {
    asked.push(constraints);
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    return { getTracks: () => [{ id, contentHint: '' }] } as unknown as MediaStream;
  };
  const exact = (wanted: MediaTrackConstraints | boolean | undefined): string | null => {
    const deviceId = typeof wanted === 'object' ? wanted.deviceId : undefined;
    return typeof deviceId === 'object' && 'exact' in deviceId ? String(deviceId.exact) : null;
  };
  return {
    asked,
    getUserMedia: async (constraints) => {
      const id = exact(constraints.audio) ?? exact(constraints.video);
      const isThere = id === null || plugged.some(({ deviceId }) => deviceId === id);
      if (!isThere) refusals.unshift(new DOMException('', 'OverconstrainedError'));
      return answer(constraints, id ?? 'default');
    },
    ...(screens && { getDisplayMedia: (options: DisplayMediaStreamOptions) => answer(options, 'screen') }),
    enumerateDevices: async () => plugged,
    addEventListener: (_type, listener) => void listening.add(listener),
    removeEventListener: (_type, listener) => void listening.delete(listener),
    plug(...devices) {
      plugged = devices;
      for (const listener of listening) listener();
    },
    refuse: (name, message = '') => void refusals.push(new DOMException(message, name)),
    listeners: () => listening.size,
  };
}
