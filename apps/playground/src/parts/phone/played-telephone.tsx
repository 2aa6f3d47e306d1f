import { numberText } from '../../desk/phone-calls.ts';
import type { Telephone, Trial } from '../../demo/telephones.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';
import { useTelephone } from './use-telephone.ts';

/** From how loud on something was heard, in dB of full scale. */
const AUDIBLE_DB = -60;

interface PlayedTelephoneProps {
  readonly telephone: Telephone;
  readonly trial: Trial;
}

/** One customer's telephone: it calls, hangs up, and says how its call stands, and why it is over. */
export function PlayedTelephone({ telephone, trial }: PlayedTelephoneProps) {
  const { id, number } = telephone;
  const { t, named } = useTexts();
  const { call, dial, hangUp, failed } = useTelephone(telephone, trial);
  const running = call !== null && call.state !== 'over';
  const heard = call !== null && call.loudestDb > AUDIBLE_DB;
  const name = t(`trial.${id}`);
  return (
    <li
      className="telephone"
      data-testid={`telephone-${id}`}
      data-call={call?.state ?? 'none'}
      data-held={call?.held ?? false}
      data-heard={heard}
    >
      <span className="two-lines">
        <b>{name}</b>
        <small>{numberText(number)}</small>
      </span>
      {running ? (
        <button
          type="button"
          className="danger"
          aria-label={t('trial.hang-up-whose', { name })}
          data-testid={`hang-up-${id}`}
          onClick={hangUp}
        >
          <Icon name="hangup" />
          {t('trial.hang-up')}
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          aria-label={t('trial.call-as', { name })}
          data-testid={`call-as-${id}`}
          disabled={dial === null}
          onClick={dial ?? undefined}
        >
          <Icon name="phone" />
          {t('trial.call')}
        </button>
      )}
      <p className="telephone-state" role="status">
        {failed && t(`trial.failed.${failed}`)}
        {dial === null && !running && t('trial.no-number')}
        {call && (call.held ? t('trial.held') : t(`trial.state.${call.state}`))}
        {call?.ending && <> {named('trial.ending', call.ending.cause.reason)}</>}
        {heard && <> {t('trial.heard', { db: call.loudestDb })}</>}
      </p>
    </li>
  );
}
