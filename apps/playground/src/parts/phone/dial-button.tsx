import { DialCustomer } from '@meets/meet-client';
import { ownCall } from '../../desk/phone-calls.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';

interface DialButtonProps {
  readonly customerId: string;
  readonly name: string;
}

/** R38: rings that customer's telephone, from a number of the channel's. */
export function DialButton({ customerId, name }: DialButtonProps) {
  const { calls, comeIn, numbers, session } = useDesk();
  const { t } = useTexts();
  const { api, client, me } = session;
  const dial = (): void =>
    void comeIn(() => api.run(DialCustomer, { input: { customerId, client, idempotencyKey: crypto.randomUUID() } }));
  return (
    <button
      type="button"
      className="soft"
      data-testid={`dial-${customerId}`}
      aria-label={t('phone.dial-whom', { name })}
      disabled={numbers.length === 0 || ownCall(calls, me.id) !== null}
      onClick={dial}
    >
      <Icon name="phone" />
      {t('phone.dial')}
    </button>
  );
}
