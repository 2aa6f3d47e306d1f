import {
  EndMeet,
  LeaveMeet,
  type Meet,
  SetCamera,
  SetMicrophone,
  SetScreenShare,
  type ShortcutAction,
  shortcutKeys,
} from '@meets/meet-client';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

interface ControlsProps {
  readonly meet: Meet;
  readonly mine: Meet['participants'][number];
  /** Null where a meet has no chat (R25). */
  readonly chat: { readonly open: boolean; readonly toggle: () => void } | null;
}

/** What somebody who is in can do. */
export function Controls({ meet, mine, chat }: ControlsProps) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const { api, client, me, system } = session;
  const input = { meetId: meet.id, client };
  const keys = (action: ShortcutAction): string => shortcutKeys(action, system).join('+');
  const devices = [
    { name: 'mic', operation: SetMicrophone, on: mine.microphone, icon: mine.microphone ? 'mic' : 'mic-off' },
    { name: 'camera', operation: SetCamera, on: mine.camera, icon: mine.camera ? 'camera' : 'camera-off' },
    { name: 'screen', operation: SetScreenShare, on: mine.screen, icon: 'screen' },
  ] as const;
  return (
    <div className="controls" role="toolbar" aria-label={t('controls')}>
      {devices.map(({ name, operation, on, icon }) => (
        <button
          key={name}
          type="button"
          className="device"
          aria-pressed={on}
          data-testid={name}
          title={name === 'mic' ? keys('toggle-microphone') : undefined}
          onClick={() => void act(() => api.run(operation, { input: { ...input, on: !on } }))}
        >
          <Icon name={icon} />
          {t(`device.${name}`)}
        </button>
      ))}
      {chat && (
        <button type="button" className="device" aria-pressed={chat.open} data-testid="chat" onClick={chat.toggle}>
          <Icon name="chat" />
          {t('chat.team')}
        </button>
      )}
      <span className="gap" />
      <button
        type="button"
        className="danger"
        data-testid="leave"
        title={keys('leave')}
        onClick={() => void act(() => api.run(LeaveMeet, { input: { meetId: meet.id } }))}
      >
        <Icon name="leave" />
        {t('leave')}
      </button>
      {me.role === 'manager' && (
        <button
          type="button"
          className="danger solid"
          data-testid="end"
          title={keys('end')}
          onClick={() => void act(() => api.run(EndMeet, { input: { meetId: meet.id } }))}
        >
          <Icon name="hangup" />
          {t('end')}
        </button>
      )}
    </div>
  );
}
