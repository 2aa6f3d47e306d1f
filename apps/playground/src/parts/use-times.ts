import { useMemo } from 'react';
import { useTexts } from '../texts/use-texts.ts';

interface Times {
  /** Of today the time alone. */
  readonly short: (iso: string) => string;
  readonly exact: (iso: string) => string;
}

/** Moments as this language writes them. */
export function useTimes(): Times {
  const { locale } = useTexts();
  return useMemo(() => {
    const [day, time, exact] = [
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
      new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
      new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    ];
    const isToday = (moment: Date): boolean => moment.toDateString() === new Date().toDateString();
    return {
      short: (iso) => (isToday(new Date(iso)) ? time : day).format(new Date(iso)),
      exact: (iso) => exact.format(new Date(iso)),
    };
  }, [locale]);
}
