import { useState } from 'react';
import { type Meet, SendDigits } from '@meets/meet-client';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';

const KEYS = [...'123456789*0#'];

/** R38: presses digits in the call, as for somebody's menu. They are passed on, and kept nowhere but here. */
export function Keypad({ call }: { readonly call: Meet }) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [pressed, setPressed] = useState('');
  const press = (digits: string): void => {
    setPressed((before) => before + digits);
    void act(() =>
      session.api.run(SendDigits, { input: { meetId: call.id, digits, idempotencyKey: crypto.randomUUID() } }),
    );
  };
  return (
    <>
      <button type="button" className="device" aria-expanded={open} data-testid="keypad" onClick={() => setOpen(!open)}>
        <Icon name="keypad" />
        {t('phone.keypad')}
      </button>
      {open && (
        <div className="keypad" role="group" aria-label={t('phone.keypad')}>
          <output className="pressed" aria-label={t('phone.pressed')} data-testid="pressed">
            {pressed}
          </output>
          {KEYS.map((key) => (
            <button key={key} type="button" className="soft" data-testid={`key-${key}`} onClick={() => press(key)}>
              {key}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
