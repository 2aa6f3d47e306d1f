import { placeOf, type View, viewOfMeet } from '../desk/place.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CallBackButton } from './call-back-button.tsx';
import { Icon } from './icon.tsx';
import { useCallers } from './phone/use-callers.ts';
import { useNames } from './use-names.ts';
import { useTimes } from './use-times.ts';

/** Every missed meet of the chats with its reason, and a way to call back (R13, R41). */
export function MissedView({ show }: { readonly show: (view: View) => void }) {
  const { meets, chats } = useDesk();
  const { t, named } = useTexts();
  const names = useNames();
  const times = useTimes();
  const callers = useCallers();
  const missed = meets.filter(({ state, place }) => state === 'MISSED' && place.__typename === 'UserChat');
  return (
    <>
      <header className="place-head">
        <div>
          <h1>{t('missed')}</h1>
          <p className="muted">{t('missed.about')}</p>
        </div>
      </header>
      {missed.length === 0 && <p className="empty">{t('missed.none')}</p>}
      <ol className="timeline">
        {missed.map((meet) => {
          const chat = chats.find(({ id }) => id === placeOf(meet).id);
          return (
            <li key={meet.id} className={meet.handledAt ? 'over' : 'over missed'} data-testid="missed-meet">
              <Icon name={meet.handledAt ? 'check' : 'missed'} />
              <span className="two-lines">
                <b>{meet.kind === 'PHONE' ? callers.name(meet) : chat ? names.person(chat.customer) : meet.id}</b>
                <small>
                  {times.short(meet.startedAt)} · {meet.missedReason && named('reason', meet.missedReason)}
                  {meet.handledAt && <> · {t('missed.handled')}</>}
                </small>
              </span>
              <CallBackButton meet={meet} onDone={() => show(viewOfMeet(meet))} />
            </li>
          );
        })}
      </ol>
    </>
  );
}
