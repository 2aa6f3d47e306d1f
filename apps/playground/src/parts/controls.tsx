import { EndMeet, LeaveMeet, type Meet, type ShortcutAction, shortcutKeys } from '@meets/meet-client';
import { canBeLeft } from '../desk/phone-calls.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTalk } from '../session/use-talk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DeviceButtons } from './device-buttons.tsx';
import { Icon } from './icon.tsx';
import { HoldButton } from './phone/hold-button.tsx';
import { Keypad } from './phone/keypad.tsx';

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
  const talk = useTalk();
  const { api, me, system } = session;
  const isCall = meet.kind === 'PHONE';
  const leftToColleague = isCall && canBeLeft(meet, me.id);
  // Whoever is alone with a customer on the telephone can only end the call.
  const alone = isCall && !leftToColleague;
  const keys = (action: ShortcutAction): string => shortcutKeys(action, system).join('+');
  return (
    <div className="controls" role="toolbar" aria-label={t('controls')}>
      {talk.meetId === meet.id && <DeviceButtons meet={meet} mine={mine} />}
      {isCall && <HoldButton call={meet} />}
      {isCall && <Keypad call={meet} />}
      {chat && (
        <button type="button" className="device" aria-pressed={chat.open} data-testid="chat" onClick={chat.toggle}>
          <Icon name="chat" />
          {t('chat.team')}
        </button>
      )}
      <span className="ends">
        {!alone && (
          <button
            type="button"
            className="danger"
            data-testid="leave"
            title={keys('leave')}
            onClick={() => void act(() => api.run(LeaveMeet, { input: { meetId: meet.id } }))}
          >
            <Icon name="leave" />
            {t(leftToColleague ? 'phone.hand-over' : 'leave')}
          </button>
        )}
        {me.role === 'manager' && (
          <button
            type="button"
            className="danger solid"
            data-testid="end"
            title={keys('end')}
            onClick={() => void act(() => api.run(EndMeet, { input: { meetId: meet.id } }))}
          >
            <Icon name="hangup" />
            {t(alone ? 'phone.end' : 'end')}
          </button>
        )}
      </span>
    </div>
  );
}
