import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { kept } from '../session/kept.ts';
import { isTextKey, type Locale, localeOf, text } from './texts.ts';
import { TextsContext, type UsedTexts } from './use-texts.ts';

const chosen = kept('meets-locale', (value): value is Locale => value === 'ko' || value === 'en');

export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(() => chosen.read() ?? localeOf(navigator.language));
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = text(locale, 'title');
  }, [locale]);
  const texts = useMemo<UsedTexts>(
    () => ({
      locale,
      setLocale(next) {
        chosen.write(next);
        setLocale(next);
      },
      t: (key, values) => text(locale, key, values),
      named(prefix, name) {
        const key = `${prefix}.${name}`;
        return isTextKey(key) ? text(locale, key) : name;
      },
    }),
    [locale],
  );
  return <TextsContext value={texts}>{children}</TextsContext>;
}
