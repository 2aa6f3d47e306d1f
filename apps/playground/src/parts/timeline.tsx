import type { Meet } from '@meets/meet-client';
import { clockText } from '../desk/standing.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CallBackButton } from './call-back-button.tsx';
import { Icon } from './icon.tsx';
import { useTimes } from './use-times.ts';

/** The meets of a place that are over, newest first, as its chat shows them (R13). */
export function Timeline({ meets }: { readonly meets: readonly Meet[] }) {
  const { t } = useTexts();
  const over = meets.filter(({ state }) => state === 'ENDED' || state === 'MISSED');
  return (
    <section className="timeline" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      {over.length === 0 && <p className="empty">{t('timeline.empty')}</p>}
      <ol>
        {over.map((meet) => (
          <Over key={meet.id} meet={meet} />
        ))}
      </ol>
    </section>
  );
}

function Over({ meet }: { readonly meet: Meet }) {
  const { t, named } = useTexts();
  const times = useTimes();
  const missed = meet.state === 'MISSED';
  const lasted = meet.answeredAt && meet.endedAt ? Date.parse(meet.endedAt) - Date.parse(meet.answeredAt) : null;
  return (
    <li className={missed ? 'over missed' : 'over'} data-testid={`over-${meet.state}`}>
      <Icon name={missed ? 'missed' : meet.kind === 'VIDEO' ? 'camera' : 'phone'} />
      <span className="two-lines">
        <b>
          {t(missed ? `missed.${meet.kind}` : `ended.${meet.kind}`)}
          {lasted !== null && <span className="clock"> {clockText(lasted)}</span>}
        </b>
        <small>
          {times.short(meet.startedAt)}
          {meet.missedReason && <> · {named('reason', meet.missedReason)}</>}
          {meet.handledAt && <> · {t('missed.handled')}</>}
        </small>
      </span>
      <CallBackButton meet={meet} />
    </li>
  );
}
