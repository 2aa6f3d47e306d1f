import { useEffect, useState } from 'react';
import { type Manner, MANNERS, TELEPHONES, type Trial as Played } from '../../demo/telephones.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { PlayedTelephone } from './played-telephone.tsx';

/** Customers' telephones, for whoever has no carrier: the service plays them, and the calls are real. */
export function Trial() {
  const { telephones } = useDesk().session;
  const { t } = useTexts();
  const [trial, setTrial] = useState<Played | null>(null);
  useEffect(() => void telephones.trial().then(setTrial), [telephones]);
  if (trial === null) return null;
  const answer = async (manner: Manner): Promise<void> => {
    if ((await telephones.answer(manner)).ok) setTrial({ ...trial, manner });
  };
  return (
    <section className="card trial" aria-labelledby="trial-title" data-testid="trial">
      <div>
        <h2 id="trial-title">{t('trial')}</h2>
        <p className="muted">{t('trial.about')}</p>
      </div>
      <ul className="telephones">
        {TELEPHONES.map((telephone) => (
          <PlayedTelephone key={telephone.id} telephone={telephone} trial={trial} />
        ))}
      </ul>
      <label>
        {t('trial.manner')}
        <select
          value={trial.manner}
          data-testid="trial-manner"
          onChange={(event) => {
            const manner = MANNERS.find((one) => one === event.target.value);
            if (manner) void answer(manner);
          }}
        >
          {MANNERS.map((manner) => (
            <option key={manner} value={manner}>
              {t(`trial.manner.${manner}`)}
            </option>
          ))}
        </select>
      </label>
      <p className="muted">{t('trial.or', { port: trial.port })}</p>
    </section>
  );
}
