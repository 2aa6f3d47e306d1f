import en from './en.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };

/** Korean is what every text is written in first; English has the same ones, or this does not compile. */
type Texts = Readonly<Record<keyof typeof ko, string>>;
export type TextKey = keyof Texts;
export type Locale = 'ko' | 'en';

const TEXTS: Readonly<Record<Locale, Texts>> = { ko, en };

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(ko, key);

/** A text with its `{name}` filled in. */
export function text(locale: Locale, key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return TEXTS[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Korean where the browser's first language is Korean. */
export const localeOf = (language: string): Locale => (language.toLowerCase().startsWith('ko') ? 'ko' : 'en');
