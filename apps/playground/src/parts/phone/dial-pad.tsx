import { type FormEvent, useState } from 'react';
import { DialCustomer } from '@meets/meet-client';
import { customerToDial } from '../../demo/dial.ts';
import { dialledNumber, ownCall } from '../../desk/phone-calls.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';
import { Keys } from './keys.tsx';

type Problem = 'phone.no-such-number' | 'phone.not-put';

/** What somebody types, and ringing it. */
function useDialling() {
  const { comeIn, meets, session } = useDesk();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const { api, client, host } = session;
  const change = (next: string): void => {
    setTyped(next);
    setProblem(null);
  };
  const dial = async (): Promise<void> => {
    const number = dialledNumber(typed);
    if (number === null) return setProblem('phone.no-such-number');
    const customerId = await customerToDial(host, meets, number);
    if (customerId === null) return setProblem('phone.not-put');
    const input = { customerId, client, idempotencyKey: crypto.randomUUID() };
    if (await comeIn(() => api.run(DialCustomer, { input }))) change('');
  };
  return { typed, problem, change, dial };
}

/** R38: rings any number's telephone. Whose it is, the host product knows; where nobody is known, it makes a customer of them. */
export function DialPad() {
  const { calls, numbers, session } = useDesk();
  const { t } = useTexts();
  const { typed, problem, change, dial } = useDialling();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void dial();
  };
  return (
    <form
      className="card dial-pad"
      aria-labelledby="dial-pad-title"
      data-testid="dial-pad"
      onSubmit={submit}
      noValidate
    >
      <h3 id="dial-pad-title">{t('phone.dial-pad')}</h3>
      <div className="dialled">
        <input
          type="tel"
          autoComplete="off"
          value={typed}
          placeholder="010-1234-5678"
          aria-label={t('phone.number')}
          aria-invalid={problem !== null}
          aria-describedby="dial-pad-about"
          data-testid="dialled"
          onChange={(event) => change(event.target.value)}
        />
        <button
          type="button"
          className="quiet round"
          aria-label={t('phone.delete')}
          disabled={typed === ''}
          data-testid="dial-delete"
          onClick={() => change(typed.slice(0, -1))}
        >
          <Icon name="delete" />
        </button>
      </div>
      <div className="keys" role="group" aria-label={t('phone.keypad')}>
        <Keys press={(key) => change(typed + key)} />
      </div>
      <button
        type="submit"
        className="accept"
        data-testid="dial"
        disabled={typed === '' || numbers.length === 0 || ownCall(calls, session.me.id) !== null}
      >
        <Icon name="phone" />
        {t('phone.dial')}
      </button>
      <small id="dial-pad-about" role="status" className={problem ? 'problem' : ''}>
        {t(problem ?? 'phone.dial-pad-about')}
      </small>
    </form>
  );
}
