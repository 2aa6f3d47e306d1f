import type { Meet } from '@meets/meet-client';
import { customerOf, earlierWith, numberText } from '../../desk/phone-calls.ts';
import { useCallHeaders } from '../../session/use-call-headers.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Avatar } from '../avatar.tsx';
import { useTimes } from '../use-times.ts';
import { useCallers } from './use-callers.ts';

/** Who calls or is called: name, numbers, what there was with them before, and what the carrier says of them. */
export function CallerCard({ call }: { readonly call: Meet }) {
  const { meets } = useDesk();
  const { t, named } = useTexts();
  const times = useTimes();
  const callers = useCallers();
  const customer = customerOf(call);
  const name = callers.name(call);
  const isNew = callers.isNew(call);
  const [last, ...others] = customer === null ? [] : earlierWith(meets, customer.id);
  return (
    <div className={isNew ? 'caller unnamed' : 'caller'} data-testid="caller">
      <Avatar id={customer?.id ?? ''} name={isNew ? t('phone.lead') : name} />
      <div className="two-lines">
        <b className="caller-name">{name}</b>
        {!isNew && <span className="muted">{callers.number(call) ?? t('phone.withheld')}</span>}
        {call.phone && (
          <small>{t(`phone.via.${call.direction ?? 'INBOUND'}`, { number: numberText(call.phone.number) })}</small>
        )}
        <small>
          {last
            ? t('phone.earlier', {
                count: others.length + 1,
                when: times.short(last.startedAt),
                how: last.missedReason ? named('reason', last.missedReason) : t(`state.${last.state}`),
              })
            : t('phone.first-time')}
        </small>
      </div>
      <span className={isNew ? 'tag new-one' : 'tag'}>{t(isNew ? 'phone.lead' : 'phone.known')}</span>
      <CarrierSays call={call} />
    </div>
  );
}

/** The carrier's own headers, as it writes them. */
function CarrierSays({ call }: { readonly call: Meet }) {
  const { t } = useTexts();
  const headers = useCallHeaders(call);
  if (headers?.length === 0) return null;
  return (
    <section className="carrier-says" aria-label={t('phone.carrier-says')} data-testid="carrier-says">
      <small className="muted">{t('phone.carrier-says')}</small>
      {headers === null ? (
        <small>{t('phone.headers-forgotten')}</small>
      ) : (
        <dl>
          {headers.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
