import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type Meet, SendDigits } from '@meets/meet-client';
import { digitsInTurn } from '../../desk/digits-in-turn.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';
import { isKey, Keys } from './keys.tsx';

/** R38: presses digits in the call, as for somebody's menu. They are passed on, and kept nowhere but here. */
export function Keypad({ call }: { readonly call: Meet }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="device"
        aria-expanded={open}
        data-testid="keypad"
        onClick={() => setOpen(!open)}
      >
        <Icon name="keypad" />
        {t('phone.keypad')}
      </button>
      {open && <OpenKeypad meetId={call.id} close={close} />}
    </>
  );
}

/** It has the keyboard as long as it is open: digits are pressed there, too, and Escape closes it. */
function OpenKeypad({ meetId, close }: { readonly meetId: string; readonly close: () => void }) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const { api } = session;
  const [pressed, setPressed] = useState('');
  const keypad = useRef<HTMLDivElement>(null);
  useEffect(() => keypad.current?.focus(), []);
  const press = useMemo(() => {
    const send = async (digits: string): Promise<boolean> => {
      const input = { meetId, digits, idempotencyKey: crypto.randomUUID() };
      return (await act(() => api.run(SendDigits, { input }))) !== null;
    };
    return digitsInTurn(send, (digits) => setPressed((before) => before + digits));
  }, [act, api, meetId]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') close();
    else if (isKey(event.key)) press(event.key);
  };
  return (
    <div
      ref={keypad}
      className="keypad"
      role="group"
      tabIndex={-1}
      aria-label={t('phone.keypad')}
      aria-describedby="keypad-about"
      data-testid="keypad-keys"
      onKeyDown={onKeyDown}
    >
      <output className="pressed" aria-label={t('phone.pressed')} data-testid="pressed">
        {pressed}
      </output>
      <Keys press={press} />
      <small id="keypad-about">{t('phone.keypad-about')}</small>
    </div>
  );
}
