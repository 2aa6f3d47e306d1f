import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { followMeetChat, SendMeetChat } from '@meets/meet-client';
import { type Said, saidKey, withSaid } from '../desk/said.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useNames } from './use-names.ts';

/** R25: the chat of a team meet. */
export function TeamChat({ meetId }: { readonly meetId: string }) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const [said, hear] = useSaid(meetId);
  const [text, setText] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    void act(() => session.api.run(SendMeetChat, { input: { meetId, text } })).then((answer) => {
      if (answer?.__typename !== 'MeetChatSent') return;
      // What is said before this window is heard to listen is told to nobody again, so the answer is taken as heard.
      hear(answer.sent);
      setText('');
    });
  };
  return (
    <section className="team-chat" aria-label={t('chat.team')}>
      <p className="muted">{t('chat.not-stored')}</p>
      <div className="said" role="log" aria-label={t('chat.said')} tabIndex={0}>
        <ol>
          {said.map((message) => (
            <li key={saidKey(message)} className={message.from.id === session.me.id ? 'mine' : undefined}>
              <b>{names.person(message.from)}</b> {message.text}
            </li>
          ))}
        </ol>
      </div>
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

/** What was said, each once, and how to add to it. */
function useSaid(meetId: string): readonly [readonly Said[], (message: Said) => void] {
  const { connection } = useDesk().session.api;
  const [said, setSaid] = useState<readonly Said[]>([]);
  const hear = useCallback((message: Said) => setSaid((before) => withSaid(before, message)), []);
  useEffect(() => {
    const over = new AbortController();
    const listen = async (): Promise<void> => {
      for await (const message of followMeetChat({ ...connection, meetId, signal: over.signal })) {
        if (message.__typename === 'MeetChatMessage') hear(message);
      }
    };
    // Whoever is not in any more is not told what is said: then there is nothing to listen to.
    listen().catch(() => over.abort());
    return () => over.abort();
  }, [connection, meetId, hear]);
  return [said, hear];
}
