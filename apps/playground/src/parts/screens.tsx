import { useRef } from 'react';
import type { Meet } from '@meets/meet-client';
import { inNow } from '../desk/standing.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTalk } from '../session/use-talk.ts';
import { pictureOf, type ShownPicture } from '../talk/perceived.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';
import { Picture } from './picture.tsx';
import { useNames } from './use-names.ts';

/** The screens that are shared, large; one's own is only said to be, for who sees it is looking at it already. */
export function Screens({ meet }: { readonly meet: Meet }) {
  const { me } = useDesk().session;
  const talk = useTalk();
  const { t } = useTexts();
  const names = useNames();
  if (talk.meetId !== meet.id) return null;
  return inNow(meet)
    .filter(({ screen }) => screen)
    .map(({ person }) => {
      const picture = pictureOf(talk, 'SCREEN', person.id, me.id);
      if (!picture) return null;
      if (person.id === me.id) return <OwnScreen key={person.id} meetId={meet.id} />;
      const name = names.person(person);
      return <Screen key={person.id} picture={picture} label={t('screen.of', { name })} id={person.id} />;
    });
}

interface ScreenProps {
  readonly picture: ShownPicture;
  readonly label: string;
  readonly id: string;
}

function Screen({ picture, label, id }: ScreenProps) {
  const { t } = useTexts();
  const frame = useRef<HTMLElement>(null);
  const grow = (): void => {
    const done = document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen();
    // A browser that does not let it leaves the screen as it is.
    void done?.catch(() => undefined);
  };
  return (
    <figure ref={frame} className="screen" data-testid={`screen-${id}`} tabIndex={0} aria-label={label}>
      <Picture {...picture} label={label} />
      <figcaption>
        <Icon name="screen" />
        {label}
      </figcaption>
      <button type="button" className="grow" data-testid="full-screen" onClick={grow}>
        <Icon name="grow" />
        {t('screen.full')}
      </button>
    </figure>
  );
}

function OwnScreen({ meetId }: { readonly meetId: string }) {
  const { turn } = useTalk();
  const { t } = useTexts();
  return (
    <p className="own-screen" role="status">
      <Icon name="screen" />
      <span>{t('screen.own')}</span>
      <button type="button" className="danger" onClick={() => void turn(meetId, 'SCREEN', false)}>
        {t('screen.stop')}
      </button>
    </p>
  );
}
