import { useEffect, useState } from 'react';
import { JoinByLink, PreviewMeetLink, type PreviewMeetLinkQuery } from '@meets/meet-client';
import { outcomeOf } from '../desk/outcome.ts';
import { hashOf, placeOf, viewOfPlace } from '../desk/place.ts';
import type { Session } from '../session/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';
import { TopButtons } from './top-buttons.tsx';

type Preview = PreviewMeetLinkQuery['meetLink'];

/** R30, R31: what a link leads to, and the way in. Opening it makes nobody a member (R29). */
export function JoinPage({ session, linkToken }: { readonly session: Session; readonly linkToken: string }) {
  const { t, locale, named } = useTexts();
  const preview = usePreview(session, linkToken, locale);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const join = async (kind: 'VOICE' | 'VIDEO' | null): Promise<void> => {
    const input = { token: linkToken, client: session.client, ...(kind && { kind }) };
    const answer = await session.api.run(JoinByLink, { input });
    if (answer.ok && answer.data.result.__typename === 'MeetAccepted') {
      session.claims.take(answer.data.result.meet.id);
      location.assign(`/?as=${session.me.id}${hashOf(viewOfPlace(placeOf(answer.data.result.meet)))}`);
      return;
    }
    const outcome = outcomeOf(answer);
    setRefused(outcome.kind === 'not-allowed' ? outcome.reasons : [outcome.kind === 'refused' ? outcome.problem : '']);
  };
  return (
    <div className="chooser">
      <header className="bar">
        <a className="brand" href="/">
          Meets
        </a>
        <TopButtons />
      </header>
      <main className="card join">
        {preview === null && <p role="status">{t('loading')}</p>}
        {preview === 'failed' && (
          <div role="alert">
            <h1>{t('join.unknown')}</h1>
          </div>
        )}
        {preview !== null && preview !== 'failed' && (
          <>
            <p className="muted">{t('join.as', { name: t(`person.${session.me.id}`) })}</p>
            <h1 data-testid="link-title">{preview.title}</h1>
            <p data-testid="link-message">{preview.message ?? t('join.live')}</p>
            <Doors preview={preview} join={(kind) => void join(kind)} />
          </>
        )}
        <p role="alert" className="why">
          {refused.map((reason) => named('guard', reason) || t('problem.NotFound')).join(' ')}
        </p>
        <a href={`/?as=${session.me.id}`}>{t('join.desk')}</a>
      </main>
    </div>
  );
}

function Doors({
  preview,
  join,
}: {
  readonly preview: Preview;
  readonly join: (kind: 'VOICE' | 'VIDEO' | null) => void;
}) {
  const { t } = useTexts();
  if (preview.state === 'LIVE') {
    return (
      <button type="button" className="accept" data-testid="join-link" onClick={() => join(null)}>
        <Icon name="phone" />
        {t('join')}
      </button>
    );
  }
  if (!preview.mayStart) return null;
  return (
    <div className="buttons">
      <button type="button" className="primary" data-testid="start-link" onClick={() => join('VOICE')}>
        <Icon name="phone" />
        {t('start.VOICE')}
      </button>
      <button type="button" className="soft" onClick={() => join('VIDEO')}>
        <Icon name="camera" />
        {t('start.VIDEO')}
      </button>
    </div>
  );
}

function usePreview({ api }: Session, token: string, locale: string): Preview | 'failed' | null {
  const [preview, setPreview] = useState<Preview | 'failed' | null>(null);
  useEffect(() => {
    const over = new AbortController();
    void api.run(PreviewMeetLink, { token, locale }, { signal: over.signal }).then((answer) => {
      if (answer.ok) setPreview(answer.data.meetLink);
      else if (answer.failure.by !== 'caller') setPreview('failed');
    });
    return () => over.abort();
  }, [api, token, locale]);
  return preview;
}
