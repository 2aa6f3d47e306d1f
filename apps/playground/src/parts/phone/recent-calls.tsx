import type { Meet } from '@meets/meet-client';
import { customerOf } from '../../desk/phone-calls.ts';
import { clockText } from '../../desk/standing.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { CallBackButton } from '../call-back-button.tsx';
import { Icon } from '../icon.tsx';
import { useTimes } from '../use-times.ts';
import { DialButton } from './dial-button.tsx';
import { useCallers } from './use-callers.ts';

/** How many calls that are over are listed. */
export const LISTED_CALLS = 12;

/** The calls that are over, newest first: missed ones with their reason and a way to call back (R13, R41). */
export function RecentCalls() {
  const { meets } = useDesk();
  const { t } = useTexts();
  const over = meets.filter(({ kind, state }) => kind === 'PHONE' && (state === 'ENDED' || state === 'MISSED'));
  return (
    <section aria-labelledby="recent-title" className="phone-part">
      <h2 id="recent-title">{t('phone.recent')}</h2>
      {over.length === 0 ? (
        <p className="empty">{t('phone.recent-empty')}</p>
      ) : (
        <ol className="rows">
          {over.slice(0, LISTED_CALLS).map((call) => (
            <Over key={call.id} call={call} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Over({ call }: { readonly call: Meet }) {
  const { t, named } = useTexts();
  const times = useTimes();
  const callers = useCallers();
  const missed = call.state === 'MISSED';
  const lasted = call.answeredAt && call.endedAt ? Date.parse(call.endedAt) - Date.parse(call.answeredAt) : null;
  const customer = customerOf(call);
  return (
    <li
      className={missed && !call.handledAt ? 'over wrapping missed' : 'over wrapping'}
      data-testid={`call-${call.state}`}
    >
      <Icon name={missed ? 'missed' : call.direction === 'OUTBOUND' ? 'call-out' : 'call-in'} />
      <span className="two-lines">
        <b>
          {callers.name(call)}
          {lasted !== null && <span className="clock"> {clockText(lasted)}</span>}
        </b>
        <small>
          {t(`direction.${call.direction ?? 'INBOUND'}`)} · {times.short(call.startedAt)}
          {call.missedReason && <> · {named('reason', call.missedReason)}</>}
          {call.handledAt && <> · {t('missed.handled')}</>}
        </small>
      </span>
      {missed && !call.handledAt ? (
        <CallBackButton meet={call} />
      ) : (
        customer && <DialButton customerId={customer.id} name={callers.name(call)} />
      )}
    </li>
  );
}
