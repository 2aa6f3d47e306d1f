import { useEffect, useState } from 'react';
import { type Device, ReadPermissionGuide, type ReadPermissionGuideQuery } from '@meets/meet-client';
import type { OwnKind } from '@meets/meet-client/media';
import { useDesk } from '../session/use-desk.ts';
import { useTalk } from '../session/use-talk.ts';
import type { Trouble } from '../talk/talk-state.ts';
import { mediaProblemName } from '../talk/problem-name.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

const DEVICES = { AUDIO: 'MICROPHONE', CAMERA: 'CAMERA', SCREEN: 'SCREEN' } as const satisfies Record<OwnKind, Device>;

/** Why a microphone, a camera or a screen is not sent, and what to do; the meet goes on without. */
export function TroubleNotice({ meetId, trouble }: { readonly meetId: string; readonly trouble: Trouble }) {
  const { turn, dismiss, busy } = useTalk();
  const { t, named } = useTexts();
  const { kind, why } = trouble;
  return (
    <section className="trouble" data-testid="trouble" data-why={why} data-device={DEVICES[kind]}>
      <h2>{t(`trouble.${kind}`)}</h2>
      <p>
        {t(`trouble.${why}`)} {why === 'not-sent' && named('talk.why', mediaProblemName(trouble.problem))}
      </p>
      {why === 'refused' && <Guide device={DEVICES[kind]} />}
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
    <div className="guide" data-testid="guide">
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
function useGuide(device: Device): ReadPermissionGuideQuery['permissionGuide'] | null {
  const { api, client, os } = useDesk().session;
  const { locale } = useTexts();
  const [guide, setGuide] = useState<ReadPermissionGuideQuery['permissionGuide'] | null>(null);
  useEffect(() => {
    const over = new AbortController();
    void api.run(ReadPermissionGuide, { client, os, device, locale }, { signal: over.signal }).then((answer) => {
      if (answer.ok) setGuide(answer.data.permissionGuide);
    });
    return () => over.abort();
  }, [api, client, os, device, locale]);
  return guide;
}
