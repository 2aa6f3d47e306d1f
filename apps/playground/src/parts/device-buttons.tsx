import { type Meet, shortcutKeys } from '@meets/meet-client';
import { useCapabilities } from '../session/use-capabilities.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTalk } from '../session/use-talk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

/** Microphone, camera and screen of whoever is in: what the meet says of them, and a way to change it. */
export function DeviceButtons({ meet, mine }: { readonly meet: Meet; readonly mine: Meet['participants'][number] }) {
  const { session } = useDesk();
  const { turn, busy, kind: standing } = useTalk();
  const { t } = useTexts();
  const capabilities = useCapabilities(session);
  // R23: who is on the telephone sees nothing.
  const seen = meet.kind !== 'PHONE';
  const devices = [
    { kind: 'AUDIO', name: 'mic', on: mine.microphone, icon: mine.microphone ? 'mic' : 'mic-off', can: true },
    { kind: 'CAMERA', name: 'camera', on: mine.camera, icon: mine.camera ? 'camera' : 'camera-off', can: seen },
    {
      kind: 'SCREEN',
      name: 'screen',
      on: mine.screen,
      icon: 'screen',
      can: seen && capabilities?.screenShare !== false,
    },
  ] as const;
  return devices
    .filter(({ can }) => can)
    .map(({ kind, name, on, icon }) => (
      <button
        key={name}
        type="button"
        className="device"
        aria-pressed={on}
        aria-busy={busy.has(kind) || standing === 'joining'}
        data-testid={name}
        title={kind === 'AUDIO' ? shortcutKeys('toggle-microphone', session.system).join('+') : undefined}
        onClick={() => void turn(meet.id, kind, !on)}
      >
        <Icon name={icon} />
        {t(`device.${name}`)}
      </button>
    ));
}
