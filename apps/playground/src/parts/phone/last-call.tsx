import type { Meet } from '@meets/meet-client';
import { handedOverTo } from '../../desk/colleague-news.ts';
import { callsOfOthers, lastOwnCall, ownCall } from '../../desk/phone-calls.ts';
import { clockText } from '../../desk/standing.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useNow } from '../../session/use-now.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { CallBackButton } from '../call-back-button.tsx';
import { Icon } from '../icon.tsx';
import { useNames } from '../use-names.ts';
import { useCallers } from './use-callers.ts';

/** How long it is said what became of one's last call, in ms. */
export const LAST_CALL_SAID_MS = 60_000;

/** What became of the call that this person was in, or made, just now: it is not in the middle of the page any more. */
export function LastCall() {
  const { calls, log, meets, session } = useDesk();
  const now = useNow();
  const { me } = session;
  if (ownCall(calls, me.id) !== null) return <div role="status" />;
  const handed = callsOfOthers(calls, me.id).find((call) => handedOverTo(log, call.id, me.id) !== null);
  const over = handed ? null : lastOwnCall(meets, me.id, now - LAST_CALL_SAID_MS);
  return (
    <div role="status" data-testid="last-call">
      {handed && <HandedOver call={handed} to={handedOverTo(log, handed.id, me.id) ?? ''} />}
      {over && <Over call={over} />}
    </div>
  );
}

function HandedOver({ call, to }: { readonly call: Meet; readonly to: string }) {
  const { duties } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const callers = useCallers();
  const colleague = duties.find(({ manager }) => manager.id === to)?.manager;
  return (
    <p className="notice">
      <Icon name="leave" />
      <span>
        {t('last-call.handed-over', {
          caller: callers.name(call),
          name: colleague ? names.person({ __typename: 'Manager', ...colleague }) : to,
        })}
      </span>
    </p>
  );
}

function Over({ call }: { readonly call: Meet }) {
  const { t, named } = useTexts();
  const callers = useCallers();
  const caller = callers.name(call);
  const lasted = call.answeredAt && call.endedAt ? Date.parse(call.endedAt) - Date.parse(call.answeredAt) : 0;
  const reason = call.missedReason;
  return (
    <p className="notice" data-reason={reason ?? 'ENDED'}>
      <Icon name={reason ? 'missed' : 'check'} />
      <span>
        {reason
          ? t('last-call.missed', { caller, reason: named('reason', reason) })
          : t('last-call.ended', { caller, lasted: clockText(lasted) })}{' '}
        {reason && named('last-call.next', reason)}
      </span>
      <CallBackButton meet={call} />
    </p>
  );
}
