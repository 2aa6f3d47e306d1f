import type { Meet } from '@meets/meet-client';
import { placeOf } from '../desk/place.ts';
import { guestMeets } from '../desk/standing.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Avatar } from './avatar.tsx';
import { LinkButton } from './link-button.tsx';
import { MeetBox } from './meet-box.tsx';
import { StartButtons } from './start-buttons.tsx';
import { Timeline } from './timeline.tsx';
import { useNames } from './use-names.ts';

/** A managers' room. */
export function RoomView({ id }: { readonly id: string }) {
  const { rooms, meets, viewer, session } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const room = rooms.find((each) => each.id === id);
  const guest = guestMeets({ rooms, meets }, session.me.id).find((meet) => placeOf(meet).id === id);
  if (guest) return <GuestView meet={guest} />;
  if (!room) return <p className="whole-page">{t(viewer ? 'room.unknown' : 'loading')}</p>;
  return (
    <>
      <header className="place-head">
        <div>
          <h1>{names.room(room)}</h1>
          <p className="muted members">
            {t(`room-kind.${room.kind}`)} ·{' '}
            {room.members.map((member) => (
              <span key={member.id} className={member.online ? 'member online' : 'member'}>
                <Avatar id={member.id} name={names.person(member)} />
                {names.person(member)}
              </span>
            ))}
          </p>
        </div>
        {!room.liveMeet && <StartButtons place={{ type: 'room', id }} stamp={room} />}
      </header>
      {room.liveMeet && <MeetBox meet={room.liveMeet} />}
      <section className="card row">
        <div>
          <h2>{t('link.room')}</h2>
          <p className="muted">{t('link.room-about')}</p>
        </div>
        <LinkButton input={{ kind: 'ROOM', teamRoomId: id }} label={t('link.copy')} />
      </section>
      <Timeline meets={meets.filter(({ place }) => place.__typename === 'TeamRoom' && place.id === id)} />
    </>
  );
}

/** R27: a link brought this person in, who is no member of the room; its name is not for them (R30). */
function GuestView({ meet }: { readonly meet: Meet }) {
  const { t } = useTexts();
  return (
    <>
      <header className="place-head">
        <div>
          <h1>{t('guest')}</h1>
          <p className="muted">{t('guest.about')}</p>
        </div>
      </header>
      <MeetBox meet={meet} />
    </>
  );
}
