import type { Config } from '../config/config.ts';

/**
 * May a page of this origin call the API? Whoever sends no origin is no browser, and tokens are never sent by a browser on
 * its own, so this is a second lock: a page cannot even try.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  config: Pick<Config, 'ALLOWED_ORIGINS' | 'NODE_ENV'>,
): boolean {
  if (origin === undefined || config.ALLOWED_ORIGINS.includes('*') || config.ALLOWED_ORIGINS.includes(origin))
    return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.host === host) return true;
  return config.NODE_ENV !== 'production' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
