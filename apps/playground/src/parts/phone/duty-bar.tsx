import { type MyDutyInput, UpdateMyDuty } from '@meets/meet-client';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';
import { Switch } from '../switch.tsx';
import { Countdown } from './countdown.tsx';
import { useMyDuty } from './use-my-duty.ts';

/** R39, R42: whether this manager takes calls, what holds them, and how long still. */
export function DutyBar() {
  const { act, rings, session } = useDesk();
  const { t } = useTexts();
  const duty = useMyDuty();
  // A colleague's ring goes on to nobody else.
  const consulted = rings.some(({ meet, rungBy }) => rungBy !== null && meet.id === duty?.meet?.id);
  const state = duty?.state ?? 'UNAVAILABLE';
  const update = (input: MyDutyInput): void => void act(() => session.api.run(UpdateMyDuty, { input }));
  return (
    <section className="card duty" aria-label={t('duty')} data-testid="duty" data-duty={state}>
      <p className={`duty-state duty-${state}`} role="status">
        <span className="dot" aria-hidden="true" />
        <span className="two-lines">
          <b>{t(`duty.${state}`)}</b>
          <small>{t(consulted ? 'duty.about.consulted' : `duty.about.${state}`)}</small>
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
