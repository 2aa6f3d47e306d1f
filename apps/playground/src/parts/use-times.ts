import { useMemo } from 'react';
import { useTexts } from '../texts/use-texts.ts';

/** Moments as this language writes them. */
export function useTimes(): { readonly short: (iso: string) => string; readonly exact: (iso: string) => string } {
  const { locale } = useTexts();
  return useMemo(() => {
    const short = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const exact = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
    return { short: (iso) => short.format(new Date(iso)), exact: (iso) => exact.format(new Date(iso)) };
  }, [locale]);
}
