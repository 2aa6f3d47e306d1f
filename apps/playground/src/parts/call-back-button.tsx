import { type Meet, ReopenMeet } from '@meets/meet-client';
import { isOpenMissed } from '../desk/standing.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

/** R13: calls the customer of a missed meet back, where nobody has yet. */
export function CallBackButton({ meet, onDone }: { readonly meet: Meet; readonly onDone?: () => void }) {
  const { comeIn, session } = useDesk();
  const { t } = useTexts();
  const { api, client, me } = session;
  if (me.role !== 'manager' || !isOpenMissed(meet)) return null;
  const callBack = async (): Promise<void> => {
    if (await comeIn(() => api.run(ReopenMeet, { input: { meetId: meet.id, client } }))) onDone?.();
  };
  return (
    <button type="button" className="soft" data-testid="call-back" onClick={() => void callBack()}>
      <Icon name="phone" />
      {t(meet.kind === 'PHONE' ? 'phone.call-back' : 'missed.call-back')}
    </button>
  );
}
