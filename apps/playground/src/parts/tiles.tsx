import type { Meet } from '@meets/meet-client';
import { inNow } from '../desk/standing.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { useNames } from './use-names.ts';

/** Everybody who is in, each with what of them can be heard and seen. */
export function Tiles({ meet }: { readonly meet: Meet }) {
  const { session } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  return (
    <ul className="tiles" aria-label={t('tiles')}>
      {inNow(meet).map(({ person, microphone, camera, screen }) => {
        const name = names.person(person);
        return (
          <li key={person.id} className={camera ? 'tile camera' : 'tile'} data-testid={`tile-${person.id}`}>
            <Avatar id={person.id} name={name} />
            <span className="badges">
              {camera && (
                <span className="on-air">
                  <Icon name="camera" />
                  {t('tile.camera')}
                </span>
              )}
              {screen && (
                <span className="on-air">
                  <Icon name="screen" />
                  {t('tile.screen')}
                </span>
              )}
            </span>
            <span className="name">
              <Icon name={microphone ? 'mic' : 'mic-off'} />
              <span className="heard">{t(microphone ? 'tile.mic-on' : 'tile.mic-off')}</span>
              {name}
              {person.id === session.me.id && ` (${t('tile.me')})`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
