import type { ReactNode } from 'react';
import type { Without } from '../talk/own-track.ts';
import { mediaProblemName } from '../talk/problem-name.ts';
import { useTalk } from '../session/use-talk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';
import { TroubleNotice } from './trouble-notice.tsx';

/** What there is to know of sound and picture in a meet that one is in, and what to do about it. */
export function TalkNotice({ meetId }: { readonly meetId: string }) {
  const talk = useTalk();
  const here = talk.meetId === meetId;
  return (
    <div className="notices">
      <div role="status" data-testid="talk" data-talk={here ? talk.kind : 'elsewhere'}>
        {here ? <Standing /> : <Elsewhere meetId={meetId} />}
      </div>
      <div role="alert">
        {here && talk.trouble && <TroubleNotice meetId={meetId} trouble={talk.trouble} />}
        {here && talk.without.map((without) => <WithoutNotice key={without.effect} {...without} />)}
      </div>
    </div>
  );
}

function Standing() {
  const { kind, why, again } = useTalk();
  const { t, named } = useTexts();
  switch (kind) {
    case 'open':
      return null;
    case 'joining':
    case 'waiting':
    case 'moving':
      return <Notice>{t(`talk.${kind}`)}</Notice>;
    case 'over':
      return (
        why && (
          <Notice>
            <span>
              {t('talk.over')} {named('talk.why', mediaProblemName(why))}
            </span>
            <button type="button" className="soft" data-testid="talk-again" onClick={again}>
              {t('talk.again')}
            </button>
          </Notice>
        )
      );
  }
}

/** Nobody is to believe that they are seen or heard otherwise than they are. */
function WithoutNotice({ effect, why }: Without) {
  const { t } = useTexts();
  return (
    <p className="notice" data-testid={`without-${effect}`}>
      <span>
        <b>{t(`without.${effect}`)}</b> {t(`without.${why}`)}
      </span>
    </p>
  );
}

/** Another window of this person has the sound, or they are talking in another meet. */
function Elsewhere({ meetId }: { readonly meetId: string }) {
  const { take } = useTalk();
  const { t } = useTexts();
  return (
    <Notice>
      <span>{t('talk.elsewhere')}</span>
      <button type="button" className="soft" data-testid="talk-here" onClick={() => take(meetId)}>
        <Icon name="sound" />
        {t('talk.here')}
      </button>
    </Notice>
  );
}

const Notice = ({ children }: { readonly children: ReactNode }) => <p className="notice">{children}</p>;
