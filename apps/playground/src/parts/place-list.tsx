import type { ReactNode } from 'react';
import type { Meet } from '@meets/meet-client';
import { placeOf, type View, viewOfPlace } from '../desk/place.ts';
import { waitingCalls } from '../desk/phone-calls.ts';
import { guestMeets, isOpenMissed } from '../desk/standing.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { useMyDuty } from './phone/use-my-duty.ts';
import { useNames } from './use-names.ts';

interface Listed {
  readonly view: View;
  readonly show: (view: View) => void;
}

const ROOM_ICONS = { PUBLIC_GROUP: 'people', PRIVATE_GROUP: 'lock', DIRECT_MESSAGE: 'chat' } as const;

/** Chats, rooms, missed meets, settings. */
export function PlaceList({ view, show }: Listed) {
  const { chats, rooms, meets, session } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const isManager = session.me.role === 'manager';
  const missed = meets.filter(isOpenMissed).length;
  return (
    <nav className="list" aria-label={t('list')}>
      <h2>{t(isManager ? 'list.chats' : 'list.mine')}</h2>
      {chats.map(({ id, customer, assignee, liveMeet, internalChat, medium }) => {
        const other = isManager ? customer : assignee;
        return (
          <Entry key={id} to={{ type: 'chat', id }} {...{ view, show }} live={[liveMeet, internalChat?.liveMeet]}>
            {other && <Avatar id={other.id} name={names.person(other)} />}
            <span className="two-lines">
              <b>{other ? names.person(other) : t('chat.no-assignee')}</b>
              <small>{t(`medium.${medium}`)}</small>
            </span>
          </Entry>
        );
      })}
      {isManager && (
        <>
          <h2>{t('list.rooms')}</h2>
          {rooms.map((room) => (
            <Entry key={room.id} to={{ type: 'room', id: room.id }} {...{ view, show }} live={[room.liveMeet]}>
              <span className="avatar square" aria-hidden="true">
                <Icon name={ROOM_ICONS[room.kind]} />
              </span>
              <span className="two-lines">
                <b>{names.room(room)}</b>
                <small>{t(`room-kind.${room.kind}`)}</small>
              </span>
            </Entry>
          ))}
          {guestMeets({ rooms, meets }, session.me.id).map((meet) => (
            <Entry key={meet.id} to={viewOfPlace(placeOf(meet))} {...{ view, show }} live={[meet]}>
              <span className="avatar square" aria-hidden="true">
                <Icon name="link" />
              </span>
              <b>{t('guest')}</b>
            </Entry>
          ))}
          <h2>{t('list.more')}</h2>
          <PhoneEntry {...{ view, show }} />
          <Entry to={{ type: 'missed' }} {...{ view, show }} live={[]}>
            <Icon name="missed" />
            {t('missed')}
            {missed > 0 && (
              <span className="count" data-testid="missed-count">
                {missed}
              </span>
            )}
          </Entry>
          <Entry to={{ type: 'settings' }} {...{ view, show }} live={[]}>
            <Icon name="settings" />
            {t('settings')}
          </Entry>
        </>
      )}
    </nav>
  );
}

/** R39: with one's own duty, and how many wait. */
function PhoneEntry({ view, show }: Listed) {
  const { calls } = useDesk();
  const { t } = useTexts();
  const duty = useMyDuty();
  const waiting = waitingCalls(calls).length;
  return (
    <Entry to={{ type: 'phone' }} {...{ view, show }} live={calls.filter(({ state }) => state === 'LIVE')}>
      <Icon name="phone" />
      <span className="two-lines">
        {t('phone')}
        <small>{t(`duty.${duty?.state ?? 'UNAVAILABLE'}`)}</small>
      </span>
      {waiting > 0 && (
        <span className="count" data-testid="waiting-count">
          {waiting}
        </span>
      )}
    </Entry>
  );
}

interface EntryProps extends Listed {
  readonly to: View;
  readonly live: readonly (Meet | null | undefined)[];
  readonly children: ReactNode;
}

function Entry({ to, view, show, live, children }: EntryProps) {
  const { t } = useTexts();
  const current = 'id' in to ? 'id' in view && view.id === to.id && view.type === to.type : view.type === to.type;
  const meets = live.filter((meet) => meet != null);
  return (
    <button
      type="button"
      className="entry"
      aria-current={current ? 'page' : undefined}
      data-testid={`to-${'id' in to ? to.id : to.type}`}
      onClick={() => show(to)}
    >
      {children}
      {meets.length > 0 && (
        <span className="live-dots">
          {meets.map((meet) => (
            <span key={meet.id} className={meet.accent === 'ORANGE' ? 'live-dot orange' : 'live-dot'}>
              {t(`badge.${meet.state}`)}
            </span>
          ))}
        </span>
      )}
    </button>
  );
}
