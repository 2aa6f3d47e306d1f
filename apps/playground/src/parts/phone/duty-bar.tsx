import { type MyDutyInput, UpdateMyDuty } from '@meets/meet-client';
import { clockText } from '../../desk/standing.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useNow } from '../../session/use-now.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';
import { Switch } from '../switch.tsx';
import { useMyDuty } from './use-my-duty.ts';

/** R39, R42: whether this manager takes calls, what holds them, and how long still. */
export function DutyBar() {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const duty = useMyDuty();
  const state = duty?.state ?? 'UNAVAILABLE';
  const update = (input: MyDutyInput): void => void act(() => session.api.run(UpdateMyDuty, { input }));
  return (
    <section className="card duty" aria-label={t('duty')} data-testid="duty" data-duty={state}>
      <p className={`duty-state duty-${state}`} role="status">
        <span className="dot" aria-hidden="true" />
        <span className="two-lines">
          <b>{t(`duty.${state}`)}</b>
          <small>{t(`duty.about.${state}`)}</small>
        </span>
        {duty?.until && <Countdown until={duty.until} />}
      </p>
      {state === 'WRAP_UP' && (
        <button type="button" className="primary" data-testid="end-wrap-up" onClick={() => update({ endWrapUp: true })}>
          <Icon name="check" />
          {t('duty.ready')}
        </button>
      )}
      <div className="duty-switches">
        <Switch
          name="on-duty"
          label={t('duty.available')}
          on={duty?.available ?? false}
          set={(available) => update({ available })}
        />
        <Switch
          name="do-not-disturb"
          label={t('duty.do-not-disturb')}
          on={duty?.doNotDisturb ?? false}
          set={(doNotDisturb) => update({ doNotDisturb })}
        />
      </div>
    </section>
  );
}

/** It is read once by the state beside it; seconds that go by are for the eye. */
function Countdown({ until }: { readonly until: string }) {
  const now = useNow();
  return (
    <span className="clock" aria-hidden="true">
      {clockText(Date.parse(until) - now)}
    </span>
  );
}
