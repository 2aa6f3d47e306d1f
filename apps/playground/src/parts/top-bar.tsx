import { useDesk } from '../session/use-desk.ts';
import { CAST } from '../demo/cast.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { TopButtons } from './top-buttons.tsx';

export function TopBar() {
  const { t } = useTexts();
  const { line, session } = useDesk();
  const { me } = session;
  return (
    <header className="bar">
      <a className="brand" href="/">
        Meets <small>{t('brand.playground')}</small>
      </a>
      <span className={`line line-${line}`} role="status" data-testid="line">
        {t(`line.${line}`)}
      </span>
      <span className="me">
        <Avatar id={me.id} name={t(`person.${me.id}`)} />
        <span>
          <b>{t(`person.${me.id}`)}</b> <small>{t(`role.${me.role}`)}</small>
        </span>
      </span>
      <span className="others">
        {CAST.filter(({ id }) => id !== me.id).map(({ id }) => (
          <a key={id} className="button quiet" href={`/?as=${id}`} target="_blank" rel="noreferrer">
            <Icon name="window" />
            {t('top.as', { name: t(`person.${id}`) })}
          </a>
        ))}
      </span>
      <TopButtons />
    </header>
  );
}
