import type { Meet } from '@meets/meet-client';
import { customerOf, waitingCalls } from '../../desk/phone-calls.ts';
import { clockText } from '../../desk/standing.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useNow } from '../../session/use-now.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Avatar } from '../avatar.tsx';
import { useCallers } from './use-callers.ts';

/** R39: the callers whom nobody could take yet, longest waiting first. Whoever comes free is rung by themselves. */
export function WaitingList() {
  const { calls } = useDesk();
  const { t } = useTexts();
  const waiting = waitingCalls(calls);
  return (
    <section aria-labelledby="waiting-title" className="phone-part">
      <h2 id="waiting-title">
        {t('phone.queue')} {waiting.length > 0 && <span className="tag">{waiting.length}</span>}
      </h2>
      {waiting.length === 0 ? (
        <p className="empty">{t('phone.queue-empty')}</p>
      ) : (
        <ol className="rows" data-testid="queue">
          {waiting.map((call) => (
            <Waiting key={call.id} call={call} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Waiting({ call }: { readonly call: Meet }) {
  const { t } = useTexts();
  const now = useNow();
  const callers = useCallers();
  const name = callers.name(call);
  return (
    <li className="over" data-testid="waiting">
      <Avatar id={customerOf(call)?.id ?? ''} name={name} />
      <span className="two-lines">
        <b>{name}</b>
        <small>{callers.number(call) ?? t('phone.withheld')}</small>
      </span>
      <span className="clock end">{clockText(now - Date.parse(call.startedAt))}</span>
    </li>
  );
}
