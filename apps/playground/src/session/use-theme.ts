import { useEffect, useState } from 'react';
import { kept } from './kept.ts';

export type Theme = 'light' | 'dark';

const chosen = kept('meets-theme', (value): value is Theme => value === 'light' || value === 'dark');
const systems = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

/** The system's theme until somebody chooses. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(() => chosen.read() ?? systems());
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const toggle = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark';
    chosen.write(next);
    setTheme(next);
  };
  return [theme, toggle];
}
