import type { Meet } from '@meets/meet-client';
import { customerOf, ringingCalls, waitingCalls } from '../../desk/phone-calls.ts';
import { clockText } from '../../desk/standing.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useNow } from '../../session/use-now.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Avatar } from '../avatar.tsx';
import { useNames } from '../use-names.ts';
import { useCallers } from './use-callers.ts';

/** R39: the callers whom nobody could take yet, longest waiting first, after those who ring somebody now. Whoever comes free is rung by themselves. */
export function WaitingList() {
  const { calls } = useDesk();
  const { t } = useTexts();
  const waiting = waitingCalls(calls);
  const callers = [...ringingCalls(calls), ...waiting];
  return (
    <section aria-labelledby="waiting-title" className="phone-part">
      <h2 id="waiting-title">
        {t('phone.queue')} {waiting.length > 0 && <span className="tag">{waiting.length}</span>}
      </h2>
      <p className="heard" role="status">
        {waiting.length > 0 && t('phone.queue-count', { count: waiting.length })}
      </p>
      {callers.length === 0 ? (
        <p className="empty">{t('phone.queue-empty')}</p>
      ) : (
        <ol className="rows" data-testid="queue">
          {callers.map((call) => (
            <Caller key={call.id} call={call} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Caller({ call }: { readonly call: Meet }) {
  const { t } = useTexts();
  const now = useNow();
  const callers = useCallers();
  const isNew = callers.isNew(call);
  const name = callers.name(call);
  return (
    <li className="over" data-testid={call.state === 'QUEUED' ? 'waiting' : 'ringing'}>
      <Avatar id={customerOf(call)?.id ?? ''} name={isNew ? t('phone.lead') : name} />
      <span className="two-lines">
        <b>{name}</b>
        <small>
          {isNew ? t('phone.lead') : (callers.number(call) ?? t('phone.withheld'))}
          {call.state === 'RINGING' && <RingsAt call={call} />}
        </small>
      </span>
      <span className="clock end" title={t('phone.waits')}>
        <span className="heard">{t('phone.waits')} </span>
        {clockText(now - Date.parse(call.startedAt))}
      </span>
    </li>
  );
}

/** Whose devices it rings. */
function RingsAt({ call }: { readonly call: Meet }) {
  const { duties } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const rung = duties.find(({ state, meet }) => state === 'RESERVED' && meet?.id === call.id)?.manager;
  return rung && <> · {t('phone.rings-at', { name: names.person({ __typename: 'Manager', ...rung }) })}</>;
}
