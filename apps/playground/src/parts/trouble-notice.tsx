import { useEffect, useState } from 'react';
import type { Device } from '@meets/meet-client';
import { deviceOf, type PermissionGuide, readPermissionGuide } from '@meets/meet-client/devices';
import { useDesk } from '../session/use-desk.ts';
import { useTalk } from '../session/use-talk.ts';
import type { Trouble } from '../talk/talk-state.ts';
import { mediaProblemName } from '../talk/problem-name.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

/** Why a microphone, a camera or a screen is not sent, and what to do; the meet goes on without. */
export function TroubleNotice({ meetId, trouble }: { readonly meetId: string; readonly trouble: Trouble }) {
  const { turn, dismiss, busy } = useTalk();
  const { t, named } = useTexts();
  const { kind, why } = trouble;
  return (
    <section className="trouble" data-testid="trouble" data-why={why} data-device={deviceOf(kind)}>
      <h2>{t(`trouble.${kind}`)}</h2>
      <p>
        {t(`trouble.${why}`)} {why === 'not-sent' && named('talk.why', mediaProblemName(trouble.problem))}
      </p>
      {why === 'permission-refused' && <Guide device={deviceOf(kind)} />}
      {why === 'cancelled' && (
        // Who only changed their mind knows; a browser that offers no screens looks the same from here.
        <details>
          <summary>{t('trouble.no-choice')}</summary>
          <Guide device={deviceOf(kind)} />
        </details>
      )}
      <div className="buttons">
        <button
          type="button"
          className="primary"
          aria-busy={busy.has(kind)}
          data-testid="try-again"
          onClick={() => void turn(meetId, kind, true)}
        >
          {t('trouble.again')}
        </button>
        <button type="button" className="quiet" data-testid="trouble-close" onClick={dismiss}>
          <Icon name="close" />
          {t('trouble.without')}
        </button>
      </div>
    </section>
  );
}

/** R36: the steps for this platform and that device, as the service has them. */
function Guide({ device }: { readonly device: Device }) {
  const guide = useGuide(device);
  if (guide === null) return null;
  return (
    <div className="guide" data-testid="guide" role="group" aria-label={guide.title} tabIndex={0}>
      <b>{guide.title}</b>
      <ol>
        {guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}

/** Null until the service has answered. */
function useGuide(device: Device): PermissionGuide | null {
  const { api } = useDesk().session;
  const { locale } = useTexts();
  const [guide, setGuide] = useState<PermissionGuide | null>(null);
  useEffect(() => {
    let gone = false;
    void readPermissionGuide(api, { device, locale }).then((answer) => {
      if (answer.ok && !gone) setGuide(answer.data);
    });
    return () => {
      gone = true;
    };
  }, [api, device, locale]);
  return guide;
}
