import { useEffect, useState } from 'react';
import type { MyMeetSettingsInput, SettingsFieldsFragment } from '@meets/meet-client';
import { type DeviceList, followDevices } from '@meets/meet-client/devices';
import { useTexts } from '../texts/use-texts.ts';

const CHOICES = [
  ['microphoneId', 'microphones'],
  ['cameraId', 'cameras'],
  ['speakerId', 'speakers'],
] as const satisfies readonly (readonly [keyof SettingsFieldsFragment, keyof DeviceList])[];
const NONE: DeviceList = { microphones: [], cameras: [], speakers: [] };

interface DeviceChoicesProps {
  readonly settings: SettingsFieldsFragment;
  readonly save: (input: MyMeetSettingsInput) => void;
}

/** R34: microphone, camera and speaker, as the browser tells of them; what is plugged in meanwhile appears. */
export function DeviceChoices({ settings, save }: DeviceChoicesProps) {
  const { t } = useTexts();
  const devices = useDevices();
  return CHOICES.map(([name, kind]) => (
    <label key={name}>
      {t(`settings.${name}`)}
      <select
        value={settings[name] ?? ''}
        data-testid={name}
        onChange={(event) => save({ [name]: event.target.value || null })}
      >
        <option value="">{t('settings.default')}</option>
        {devices[kind].map(({ id, label }, index) => (
          <option key={id} value={id}>
            {label || t('settings.device', { number: index + 1 })}
          </option>
        ))}
        {isElsewhere(settings[name], devices[kind]) && (
          <option value={settings[name] ?? ''}>{t('settings.absent')}</option>
        )}
      </select>
    </label>
  ));
}

/** Chosen, and not among the devices here: unplugged, or another browser's. */
const isElsewhere = (chosen: string | null, devices: DeviceList[keyof DeviceList]): boolean =>
  chosen !== null && !devices.some(({ id }) => id === chosen);

function useDevices(): DeviceList {
  const [devices, setDevices] = useState(NONE);
  useEffect(() => {
    const over = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const now of followDevices(over.signal)) setDevices(now);
    };
    // A browser that tells of no devices leaves the system's own to choose.
    follow().catch(() => over.abort());
    return () => over.abort();
  }, []);
  return devices;
}
