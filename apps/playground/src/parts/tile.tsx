import type { Meet } from '@meets/meet-client';
import { useDesk } from '../session/use-desk.ts';
import { useTalk } from '../session/use-talk.ts';
import { connectionOf, loudnessOf, pictureOf } from '../talk/perceived.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { Picture } from './picture.tsx';
import { Signal } from './signal.tsx';

interface TileProps {
  readonly meetId: string;
  readonly participant: Meet['participants'][number];
  readonly name: string;
}

/** One person: their camera, or else their letter; how loud they are, and what the meet says of their devices. */
export function Tile({ meetId, participant: { person, microphone, camera, screen }, name }: TileProps) {
  const { me } = useDesk().session;
  const talk = useTalk();
  const { t } = useTexts();
  const here = talk.meetId === meetId;
  const picture = here && camera ? pictureOf(talk, 'CAMERA', person.id, me.id) : null;
  const loudness = here && microphone ? loudnessOf(talk, person.id, me.id) : 'silent';
  const connection = here ? connectionOf(talk, person.id, me.id) : null;
  return (
    <li
      className={camera ? 'tile camera' : 'tile'}
      data-testid={`tile-${person.id}`}
      data-loudness={loudness}
      data-picture={picture !== null}
    >
      {picture ? (
        <Picture {...picture} label={t('tile.picture', { name })} mirrored={person.id === me.id} />
      ) : (
        <Avatar id={person.id} name={name} />
      )}
      <span className="badges">
        {camera && (
          <span className={picture ? 'heard' : 'on-air'}>
            <Icon name="camera" />
            <span>{t('tile.camera')}</span>
          </span>
        )}
        {screen && (
          <span className="on-air">
            <Icon name="screen" />
            <span>{t('tile.screen')}</span>
          </span>
        )}
      </span>
      <span className={microphone ? 'name' : 'name muted-one'}>
        <Icon name={microphone ? 'mic' : 'mic-off'} />
        <span className="heard">{t(microphone ? 'tile.mic-on' : 'tile.mic-off')}</span>
        <span className="who">
          {name}
          {person.id === me.id && <span> ({t('tile.me')})</span>}
        </span>
        {connection && <Signal level={connection} />}
      </span>
    </li>
  );
}
