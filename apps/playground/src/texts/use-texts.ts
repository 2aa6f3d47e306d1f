import { createContext, useContext } from 'react';
import type { Locale, TextKey } from './texts.ts';

export interface UsedTexts {
  readonly locale: Locale;
  readonly setLocale: (locale: Locale) => void;
  readonly t: (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;
  /** The text of that name where there is one, else what is given: for names that the service may add to. */
  readonly named: (prefix: string, name: string) => string;
}

export const TextsContext = createContext<UsedTexts | null>(null);

export function useTexts(): UsedTexts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error('there is no TextsProvider around this');
  return texts;
}
