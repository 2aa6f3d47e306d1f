import { numberText } from '../../desk/phone-calls.ts';
import { type TelephoneOwner, TELEPHONES } from '../../demo/telephones.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';
import { useTelephone } from './use-telephone.ts';

/** From how loud on something was heard, in dB of full scale. */
const AUDIBLE_DB = -60;

/** A customer's telephone, for whoever has no carrier: the service plays it, and the call is real. */
export function Trial() {
  const { t, named } = useTexts();
  const { trial, owner, choose, call, dial, hangUp, failed } = useTelephone();
  if (trial === null) return null;
  const running = call !== null && call.state !== 'over';
  const heard = call !== null && call.loudestDb > AUDIBLE_DB;
  return (
    <section
      className="card trial"
      aria-labelledby="trial-title"
      data-testid="trial"
      data-call={call?.state ?? 'none'}
      data-held={call?.held ?? false}
      data-heard={heard}
    >
      <div>
        <h2 id="trial-title">{t('trial')}</h2>
        <p className="muted">{t('trial.about')}</p>
      </div>
      <label>
        {t('trial.from')}
        <select
          value={owner}
          disabled={running}
          data-testid="trial-from"
          onChange={(event) => choose(event.target.value as TelephoneOwner)}
        >
          {TELEPHONES.map(({ id, number }) => (
            <option key={id} value={id}>
              {t(`trial.${id}`)} {numberText(number)}
            </option>
          ))}
        </select>
      </label>
      {running ? (
        <button type="button" className="danger" data-testid="trial-hang-up" onClick={hangUp}>
          <Icon name="hangup" />
          {t('trial.hang-up')}
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          data-testid="trial-call"
          disabled={dial === null}
          onClick={dial ?? undefined}
        >
          <Icon name="phone" />
          {t('trial.call')}
        </button>
      )}
      <p className="trial-state" role="status">
        {failed && t('trial.failed')}
        {dial === null && !running && t('trial.no-number')}
        {call && (call.held ? t('trial.held') : t(`trial.state.${call.state}`))}
        {call?.ending && <> {named('trial.ending', call.ending.cause.reason)}</>}
        {heard && <> {t('trial.heard', { db: call.loudestDb })}</>}
      </p>
      <p className="muted">{t('trial.or', { port: trial.port })}</p>
    </section>
  );
}
