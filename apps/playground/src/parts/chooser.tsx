import { CAST } from '../demo/cast.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { TopButtons } from './top-buttons.tsx';

/** Who are you in this window? */
export function Chooser({ linkToken }: { readonly linkToken: string | null }) {
  const { t } = useTexts();
  return (
    <div className="chooser">
      <header className="bar">
        <span className="brand">
          Meets <small>{t('brand.playground')}</small>
        </span>
        <TopButtons />
      </header>
      <main>
        <h1>{t('chooser.title')}</h1>
        <p className="lead">{t(linkToken === null ? 'chooser.lead' : 'chooser.lead-link')}</p>
        <ul className="cast">
          {CAST.map(({ id, role }) => (
            <li key={id} className="card">
              <Avatar id={id} name={t(`person.${id}`)} />
              <h2>{t(`person.${id}`)}</h2>
              <p>{t(`about.${id}`)}</p>
              <span className="tag">{t(`role.${role}`)}</span>
              <a className="button primary" data-testid={`be-${id}`} href={`?as=${id}`}>
                {t('chooser.here')}
              </a>
              <a className="button quiet" href={`?as=${id}`} target="_blank" rel="noreferrer">
                <Icon name="window" />
                {t('chooser.window')}
              </a>
            </li>
          ))}
        </ul>
        <ol className="steps">
          <li>{t('chooser.step-1')}</li>
          <li>{t('chooser.step-2')}</li>
          <li>{t('chooser.step-3')}</li>
        </ol>
      </main>
    </div>
  );
}
