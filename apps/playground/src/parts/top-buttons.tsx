import { useTheme } from '../session/use-theme.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

/** Language and theme. */
export function TopButtons() {
  const { locale, setLocale, t } = useTexts();
  const [theme, toggleTheme] = useTheme();
  const other = locale === 'ko' ? 'en' : 'ko';
  return (
    <div className="top-buttons">
      <button type="button" className="quiet" lang={other} data-testid="locale" onClick={() => setLocale(other)}>
        {other === 'ko' ? '한국어' : 'English'}
      </button>
      <button
        type="button"
        className="quiet round"
        data-testid="theme"
        aria-label={t('theme.switch')}
        onClick={toggleTheme}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
    </div>
  );
}
