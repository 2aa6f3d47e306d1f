import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useNames } from './use-names.ts';
import { useTimes } from './use-times.ts';

/** Every event that this person may see, as it comes, newest first. */
export function EventLog() {
  const { log } = useDesk();
  const { t, named } = useTexts();
  const names = useNames();
  const times = useTimes();
  return (
    <aside className="log" aria-label={t('log')}>
      <h2>
        {t('log')} <small>{t('log.about')}</small>
      </h2>
      {log.length === 0 && <p className="empty">{t('log.empty')}</p>}
      <ol data-testid="log" tabIndex={0} aria-label={t('log')}>
        {log.map(({ id, at, type, actor, subject, meetId, version, position, data }) => (
          <li key={id} data-event={type} data-event-id={id}>
            <details>
              <summary>
                <time dateTime={at}>{times.exact(at)}</time> <b>{named('event', type)}</b>
                <small>
                  {subject ? named('person', subject) : actor ? names.person(actor) : t('log.system')} · {meetId}
                </small>
              </summary>
              <pre tabIndex={0}>{JSON.stringify({ type, version, position, data }, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </aside>
  );
}
