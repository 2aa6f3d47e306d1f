import { PutUserChat, SetPresence } from '@meets/meet-client';
import { CHAT_IDS, CHULSOO, MINA, MINJUN } from '../demo/cast.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Switch } from './switch.tsx';

/** What in a real product the host tells the service: with it, the guards and R15, R18 can be tried. */
export function HostPanel() {
  const { chats, act, session } = useDesk();
  const { t } = useTexts();
  const chat = chats.find(({ id }) => id === CHAT_IDS[0]);
  if (!chat) return null;
  const { host } = session;
  const put = (change: { readonly assigneeId?: string | null; readonly inputOpen?: boolean }): void => {
    const { id, inputOpen, assignee, managers } = chat;
    const input = {
      ...{ id, inputOpen, customerId: CHULSOO.id, assigneeId: assignee?.id ?? null },
      managerIds: managers.map((manager) => manager.id),
    };
    void act(() => host.run(PutUserChat, { input: { ...input, ...change } }));
  };
  return (
    <section className="card settings">
      <h2>{t('host')}</h2>
      <p className="muted">{t('host.about')}</p>
      <Switch
        name="customer-online"
        label={t('host.online')}
        on={chat.customer.online}
        set={(online) => void act(() => host.run(SetPresence, { input: { customerId: CHULSOO.id, online } }))}
      />
      <Switch
        name="input-open"
        label={t('host.input-open')}
        on={chat.inputOpen}
        set={(inputOpen) => put({ inputOpen })}
      />
      <label>
        {t('host.assignee')}
        <select
          value={chat.assignee?.id ?? ''}
          data-testid="assignee"
          onChange={(event) => put({ assigneeId: event.target.value || null })}
        >
          <option value="">{t('chat.no-assignee')}</option>
          {[MINA, MINJUN].map(({ id }) => (
            <option key={id} value={id}>
              {t(`person.${id}`)}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}
