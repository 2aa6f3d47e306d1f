import { HoldCall, type Meet } from '@meets/meet-client';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';

/** Puts the customer on hold, and back; the telephone is told so. */
export function HoldButton({ call }: { readonly call: Meet }) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const held = call.phone?.onHold ?? false;
  return (
    <button
      type="button"
      className="device"
      aria-pressed={held}
      data-testid="hold"
      onClick={() => void act(() => session.api.run(HoldCall, { input: { meetId: call.id, on: !held } }))}
    >
      <Icon name={held ? 'play' : 'hold'} />
      {t(held ? 'phone.resume' : 'phone.hold')}
    </button>
  );
}
