import { useEffect, useState } from 'react';
import { NoDevelopmentTokens } from '../demo/development-tokens.ts';
import { enter, type Session } from '../session/session.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DeskPage } from './desk-page.tsx';
import { JoinPage } from './join-page.tsx';

type Entering =
  { readonly kind: 'entering' } | { readonly kind: 'in' } | { readonly kind: 'failed'; readonly error: unknown };

/** A window in which somebody is played: made ready first, then their desk, or the page of the link that was opened. */
export function Window({ session, linkToken }: { readonly session: Session; readonly linkToken: string | null }) {
  const { t } = useTexts();
  const entering = useEntering(session);
  switch (entering.kind) {
    case 'entering':
      return (
        <p className="whole-page" role="status">
          {t('window.entering')}
        </p>
      );
    case 'failed':
      return (
        <main className="whole-page" role="alert">
          <h1>{t('window.failed')}</h1>
          <p>{entering.error instanceof NoDevelopmentTokens ? t('window.no-tokens') : String(entering.error)}</p>
          <button type="button" className="primary" onClick={() => location.reload()}>
            {t('window.again')}
          </button>
        </main>
      );
    case 'in':
      return linkToken === null ? <DeskPage session={session} /> : <JoinPage session={session} linkToken={linkToken} />;
  }
}

function useEntering(session: Session): Entering {
  const [entering, setEntering] = useState<Entering>({ kind: 'entering' });
  useEffect(() => {
    let gone = false;
    let leave = (): void => undefined;
    enter(session).then(
      (leaving) => {
        leave = leaving;
        if (gone) leave();
        else setEntering({ kind: 'in' });
      },
      (error: unknown) => setEntering({ kind: 'failed', error }),
    );
    return () => {
      gone = true;
      leave();
    };
  }, [session]);
  return entering;
}
