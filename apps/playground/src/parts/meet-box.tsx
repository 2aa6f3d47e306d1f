import { useState } from 'react';
import { AcceptMeet, CancelMeet, JoinMeet, type Meet } from '@meets/meet-client';
import { clockText, inNow, stayOf } from '../desk/standing.ts';
import { useDesk } from '../session/use-desk.ts';
import { useNow } from '../session/use-now.ts';
import type { TextKey } from '../texts/texts.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Controls } from './controls.tsx';
import { Icon } from './icon.tsx';
import { CallerCard } from './phone/caller-card.tsx';
import { LinkButton } from './link-button.tsx';
import { Screens } from './screens.tsx';
import { TalkNotice } from './talk-notice.tsx';
import { TeamChat } from './team-chat.tsx';
import { Tiles } from './tiles.tsx';
import { useNames } from './use-names.ts';

/** The window of one running meet. */
export function MeetBox({ meet }: { readonly meet: Meet }) {
  const { session } = useDesk();
  const { t } = useTexts();
  const [chatOpen, setChatOpen] = useState(true);
  const mine = stayOf(meet, session.me.id);
  const team = meet.place.__typename === 'TeamRoom';
  return (
    <section
      className={`meet ${meet.accent === 'ORANGE' ? 'orange' : ''}`}
      aria-label={t(`kind.${meet.kind}`)}
      data-testid="meet"
      data-meet={meet.id}
      data-state={meet.state}
      data-kind={meet.kind}
    >
      <header className="meet-head">
        <span className={`tag kind-${meet.kind}`}>{t(`kind.${meet.kind}`)}</span>
        <b role="status">{t(`state.${meet.state}`)}</b>
        <Clock meet={meet} />
        {team && mine && <LinkButton input={{ kind: 'BOX', meetId: meet.id }} label={t('link.box')} />}
      </header>
      {meet.kind === 'PHONE' && <CallerCard call={meet} />}
      {meet.phone?.onHold && (
        <p className="notice" role="status" data-testid="on-hold">
          {t('phone.on-hold')}
        </p>
      )}
      {meet.state === 'LIVE' && mine && <TalkNotice meetId={meet.id} />}
      {meet.state === 'LIVE' ? (
        <div className={team && mine && chatOpen ? 'stage with-chat' : 'stage'}>
          <div className="seen">
            <Screens meet={meet} />
            <Tiles meet={meet} />
          </div>
          {team && mine && chatOpen && <TeamChat meetId={meet.id} />}
        </div>
      ) : (
        <Waiting meet={meet} />
      )}
      {meet.state === 'LIVE' && mine && (
        <Controls
          meet={meet}
          mine={mine}
          chat={team ? { open: chatOpen, toggle: () => setChatOpen(!chatOpen) } : null}
        />
      )}
      {meet.state === 'LIVE' && !mine && <Join meet={meet} />}
    </section>
  );
}

/** How long it still rings; else how long it has been live, or has waited. */
function Clock({ meet: { state, answeredAt, startedAt, ringDeadline } }: { readonly meet: Meet }) {
  const now = useNow();
  const rings = state === 'RINGING' && ringDeadline !== null;
  return (
    <span className="clock">
      {clockText(rings ? Date.parse(ringDeadline) - now : now - Date.parse(answeredAt ?? startedAt))}
    </span>
  );
}

function Waiting({ meet }: { readonly meet: Meet }) {
  const { act, comeIn, session, rings } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const { api, client, me, deviceId } = session;
  const isMine = meet.startedBy?.id === me.id;
  const name = meet.startedBy ? names.person(meet.startedBy) : t('person.unnamed');
  // A waiting meet's link opens it for the customer; in the playground this button does (R18).
  const isAwaited = meet.state === 'WAITING_FOR_CUSTOMER' && me.role === 'customer';
  const rung = rings.some((ring) => ring.meet.id === meet.id);
  return (
    <div className="waiting">
      <span className="pulse big">
        <Icon name="phone" />
      </span>
      <p>{isMine ? t(waitingText(meet)) : t('waiting.other', { name })}</p>
      {isMine && (
        <button
          type="button"
          className="danger"
          data-testid="cancel"
          onClick={() => void act(() => api.run(CancelMeet, { input: { meetId: meet.id, client } }))}
        >
          <Icon name="hangup" />
          {t('waiting.cancel')}
        </button>
      )}
      {isAwaited && !rung && (
        <button
          type="button"
          className="accept"
          data-testid="answer"
          onClick={() => void comeIn(() => api.run(AcceptMeet, { input: { meetId: meet.id, client, deviceId } }))}
        >
          <Icon name="phone" />
          {t('ring.accept')}
        </button>
      )}
    </div>
  );
}

function waitingText({ kind, state }: Meet): TextKey {
  if (state !== 'RINGING') return 'waiting.offline';
  return kind === 'PHONE' ? 'waiting.telephone' : 'waiting.ringing';
}

function Join({ meet }: { readonly meet: Meet }) {
  const { comeIn, session } = useDesk();
  const { t } = useTexts();
  const { api, client } = session;
  return (
    <div className="controls">
      <p className="muted">{t('join.in', { count: inNow(meet).length })}</p>
      <button
        type="button"
        className="accept"
        data-testid="join"
        onClick={() => void comeIn(() => api.run(JoinMeet, { input: { meetId: meet.id, client } }))}
      >
        <Icon name="phone" />
        {t('join')}
      </button>
    </div>
  );
}
