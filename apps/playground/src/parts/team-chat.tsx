import { type FormEvent, useEffect, useState } from 'react';
import { followMeetChat, type MeetChatMessage, SendMeetChat } from '@meets/meet-client';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useNames } from './use-names.ts';

/** How much of what was said this page keeps; the service keeps none of it (R25). */
export const KEPT_CHAT_MESSAGES = 200;

/** R25: the chat of a team meet. */
export function TeamChat({ meetId }: { readonly meetId: string }) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const said = useSaid(meetId);
  const [text, setText] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    void act(() => session.api.run(SendMeetChat, { input: { meetId, text } })).then((sent) => sent && setText(''));
  };
  return (
    <section className="team-chat" aria-label={t('chat.team')}>
      <p className="muted">{t('chat.not-stored')}</p>
      <ol role="log" aria-label={t('chat.said')} tabIndex={0}>
        {said.map(({ from, sentAt, text: words }) => (
          <li key={`${sentAt}${from.id}`} className={from.id === session.me.id ? 'mine' : undefined}>
            <b>{names.person(from)}</b> {words}
          </li>
        ))}
      </ol>
      <form onSubmit={send}>
        <input
          aria-label={t('chat.write')}
          placeholder={t('chat.write')}
          value={text}
          data-testid="chat-text"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="primary">
          {t('chat.send')}
        </button>
      </form>
    </section>
  );
}

function useSaid(meetId: string): readonly MeetChatMessage[] {
  const { connection } = useDesk().session.api;
  const [said, setSaid] = useState<readonly MeetChatMessage[]>([]);
  useEffect(() => {
    const over = new AbortController();
    const listen = async (): Promise<void> => {
      for await (const message of followMeetChat({ ...connection, meetId, signal: over.signal })) {
        if (message.__typename === 'MeetChatMessage')
          setSaid((before) => [...before, message].slice(-KEPT_CHAT_MESSAGES));
      }
    };
    // Whoever is not in any more is not told what is said: then there is nothing to listen to.
    listen().catch(() => over.abort());
    return () => over.abort();
  }, [connection, meetId]);
  return said;
}
