import { useEffect } from 'react';
import { AcceptMeet, DeclineMeet, type Meet, type RingNotice, shortcutKeys } from '@meets/meet-client';
import { type View, viewOfMeet } from '../desk/place.ts';
import { clockText } from '../desk/standing.ts';
import { startRinging } from '../session/ring-sound.ts';
import { useDesk } from '../session/use-desk.ts';
import { useNow } from '../session/use-now.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { CallerCard } from './phone/caller-card.tsx';
import { useMyDuty } from './phone/use-my-duty.ts';
import { useCallers } from './phone/use-callers.ts';
import { useNames } from './use-names.ts';

/** Whatever rings for this person, above everything else. */
export function Rings({ show }: { readonly show: (view: View) => void }) {
  const { rings, answeredElsewhere } = useDesk();
  const { t } = useTexts();
  const ringing = rings.length > 0;
  useEffect(() => (ringing ? startRinging() : undefined), [ringing]);
  return (
    <div className="rings">
      {rings.map((ring) => (
        <Ring key={ring.meet.id} ring={ring} show={show} />
      ))}
      <p className="heard" role="status">
        {!ringing && answeredElsewhere > 0 ? t('ring.answered-elsewhere') : ''}
      </p>
    </div>
  );
}

function Ring({
  ring: { meet, deadline, rungBy, handOver },
  show,
}: {
  readonly ring: RingNotice;
  readonly show: (view: View) => void;
}) {
  const { act, comeIn, session } = useDesk();
  const { api, client, deviceId, system } = session;
  const { t } = useTexts();
  const names = useNames();
  const callers = useCallers();
  const now = useNow();
  const callerOf = (ringing: Meet): string => {
    if (ringing.kind === 'PHONE') return callers.name(ringing);
    return ringing.startedBy ? names.person(ringing.startedBy) : t('person.unnamed');
  };
  const caller = callerOf(meet);
  const isNew = meet.kind === 'PHONE' && callers.isNew(meet);
  // A call goes on to the next colleague before it is over (R39).
  const duty = useMyDuty();
  const until = (duty?.meet?.id === meet.id && duty.until) || deadline;
  const input = { meetId: meet.id, client, deviceId };
  const accept = (): void => {
    show(viewOfMeet(meet));
    void comeIn(() => api.run(AcceptMeet, { input }));
  };
  return (
    <section className="ring" role="alertdialog" aria-labelledby={`ring-${meet.id}`} data-testid="ring">
      <span className="pulse">
        <Avatar id={meet.startedBy?.id ?? ''} name={isNew ? t('phone.lead') : caller} />
      </span>
      <div className="two-lines" role="alert">
        <h2 id={`ring-${meet.id}`}>
          {isNew ? t('ring.call-new') : t(meet.kind === 'PHONE' ? 'ring.call' : 'ring.title', { name: caller })}
        </h2>
        <p>
          {rungBy
            ? t(handOver ? 'ring.hand-over' : 'ring.consult', { name: names.person(rungBy) })
            : t(`ring.kind.${meet.kind}`)}
        </p>
      </div>
      <span className="countdown" aria-hidden="true">
        {clockText(Date.parse(until) - now)}
      </span>
      {meet.kind === 'PHONE' && <CallerCard call={meet} />}
      <div className="ring-buttons">
        <button type="button" className="accept" data-testid="accept" onClick={accept}>
          <Icon name="phone" />
          {t('ring.accept')}
          <kbd>{shortcutKeys('accept', system).join(' ')}</kbd>
        </button>
        <button
          type="button"
          className="danger"
          data-testid="decline"
          onClick={() => void act(() => api.run(DeclineMeet, { input }))}
        >
          <Icon name="hangup" />
          {t('ring.decline')}
        </button>
      </div>
    </section>
  );
}
