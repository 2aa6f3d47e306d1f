import type { Duty, Meet } from '@meets/meet-client';
import { colleagueNews } from '../../desk/colleague-news.ts';
import { ownCall } from '../../desk/phone-calls.ts';
import { inNow } from '../../desk/standing.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Avatar } from '../avatar.tsx';
import { useNames } from '../use-names.ts';
import { ColleagueButtons } from './colleague-buttons.tsx';
import { Countdown } from './countdown.tsx';
import { useCallers } from './use-callers.ts';

/** R39: who takes calls now, and with whom they speak; whoever is in a call may ring them into it. */
export function Colleagues() {
  const { calls, duties, session } = useDesk();
  const { t } = useTexts();
  const own = ownCall(calls, session.me.id);
  const others = duties.filter(({ manager }) => manager.id !== session.me.id);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="colleagues-title" className="phone-part">
      <h2 id="colleagues-title">{t('phone.colleagues')}</h2>
      <Answer own={own} />
      <ul className="rows">
        {others.map((duty) => (
          <Colleague
            key={duty.manager.id}
            duty={duty}
            own={own?.state === 'LIVE' ? own : null}
            call={calls.find((call) => inNow(call).some(({ person }) => person.id === duty.manager.id)) ?? null}
          />
        ))}
      </ul>
    </section>
  );
}

/** What a colleague who was rung into one's own call said to it. */
function Answer({ own }: { readonly own: Meet | null }) {
  const { log, duties } = useDesk();
  const { t } = useTexts();
  const names = useNames();
  const news = own && colleagueNews(log, own.id);
  const colleague = news && duties.find(({ manager }) => manager.id === news.managerId)?.manager;
  return (
    <div role="status" data-testid="colleague-news">
      {colleague && (
        <p className="notice">
          {t(`colleague.${news.what}`, { name: names.person({ __typename: 'Manager', ...colleague }) })}
        </p>
      )}
    </div>
  );
}

interface ColleagueProps {
  readonly duty: Duty;
  /** The live call of whoever looks; null for none. */
  readonly own: Meet | null;
  /** The colleague's. */
  readonly call: Meet | null;
}

function Colleague({ duty, own, call }: ColleagueProps) {
  const { manager, state } = duty;
  const { t } = useTexts();
  const names = useNames();
  const callers = useCallers();
  const name = names.person({ __typename: 'Manager', id: manager.id, name: manager.name });
  return (
    <li className="over wrapping" data-testid={`duty-of-${manager.id}`} data-duty={state}>
      <Avatar id={manager.id} name={name} />
      <span className="two-lines">
        <b>{name}</b>
        <small className={`duty-state duty-${state}`}>
          <span className="dot" aria-hidden="true" />
          {t(`duty.${state}`)}
          {call && <> · {callers.name(call)}</>}
          {duty.until && <Countdown until={duty.until} />}
        </small>
      </span>
      {own && own.id !== call?.id && <ColleagueButtons call={own} duty={duty} name={name} />}
    </li>
  );
}
