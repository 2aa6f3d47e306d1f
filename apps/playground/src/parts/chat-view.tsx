import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { MeetBox } from './meet-box.tsx';
import { StartButtons } from './start-buttons.tsx';
import { Timeline } from './timeline.tsx';
import { useNames } from './use-names.ts';

/** A consultation: its meets, its live meet, and for managers its internal chat. */
export function ChatView({ id }: { readonly id: string }) {
  const { chats, meets, viewer, session } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const chat = chats.find((each) => each.id === id);
  if (!chat) return <p className="whole-page">{t(viewer ? 'chat.unknown' : 'loading')}</p>;
  const { customer, assignee, liveMeet, internalChat, medium } = chat;
  const manager = session.me.role === 'manager';
  return (
    <>
      <header className="place-head">
        <div>
          <h1>{manager ? names.person(customer) : t('chat.mine')}</h1>
          <p className="muted">
            {assignee ? t('chat.assignee', { name: names.person(assignee) }) : t('chat.no-assignee')} ·{' '}
            {t(`medium.${medium}`)}
            {manager && <> · {t(customer.online ? 'online' : 'offline')}</>}
          </p>
        </div>
        {!liveMeet && <StartButtons place={{ type: 'chat', id }} stamp={chat} />}
      </header>
      {liveMeet && <MeetBox meet={liveMeet} />}
      {manager && internalChat && (
        <section className="internal" aria-labelledby="internal-title">
          <header className="place-head">
            <div>
              <h2 id="internal-title">{t('internal.title')}</h2>
              <p className="muted">{t('internal.about')}</p>
            </div>
            {!internalChat.liveMeet && <StartButtons place={{ type: 'internal', id }} stamp={chat} />}
          </header>
          {internalChat.liveMeet && <MeetBox meet={internalChat.liveMeet} />}
        </section>
      )}
      <Timeline meets={meets.filter(({ place }) => place.__typename === 'UserChat' && place.id === id)} />
    </>
  );
}
