import type { LogLine } from '../desk/log-line.ts';
import { customerOf } from '../desk/phone-calls.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useCallers } from './phone/use-callers.ts';
import { useNames } from './use-names.ts';
import { useTimes } from './use-times.ts';

/** Every event that this person may see, as it comes, newest first. */
export function EventLog() {
  const { log, calls, meets } = useDesk();
  const { t, named } = useTexts();
  const names = useNames();
  const callers = useCallers();
  const nameOf = ({ subject, actor, meetId }: LogLine): string => {
    const call = [...calls, ...meets].find(({ id, kind }) => id === meetId && kind === 'PHONE');
    const id = subject ?? actor?.id;
    // Of whoever calls for the first time there is a number and no name.
    if (call && id !== undefined && customerOf(call)?.id === id) return callers.name(call);
    if (subject) return named('person', subject);
    return actor ? names.person(actor) : t('log.system');
  };
  return (
    <aside className="log" aria-label={t('log')}>
      <h2>
        {t('log')} <small>{t('log.about')}</small>
      </h2>
      {log.length === 0 && <p className="empty">{t('log.empty')}</p>}
      <ol data-testid="log" tabIndex={0} aria-label={t('log')}>
        {log.map((line) => (
          <Line key={line.id} line={line} who={nameOf(line)} />
        ))}
      </ol>
    </aside>
  );
}

function Line({ line, who }: { readonly line: LogLine; readonly who: string }) {
  const { named } = useTexts();
  const times = useTimes();
  const { id, at, type, meetId, version, position, data } = line;
  return (
    <li data-event={type} data-event-id={id}>
      <details>
        <summary>
          <time dateTime={at}>{times.exact(at)}</time> <b>{named('event', type)}</b>
          <small>
            {who} · {meetId}
          </small>
        </summary>
        <pre tabIndex={0}>{JSON.stringify({ type, version, position, data }, null, 2)}</pre>
      </details>
    </li>
  );
}
