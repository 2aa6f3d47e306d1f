import { CHANNEL } from './cast.ts';

/** How long a token is asked for only once; the service's hold for hours. */
export const TOKEN_KEPT_MS = 30 * 60 * 1000;

/** The service hands out no tokens: it is not in development mode. */
export class NoDevelopmentTokens extends Error {
  override readonly name = 'NoDevelopmentTokens';
}

export type TokenFor = (role: 'manager' | 'customer' | 'integrator', sub: string) => Promise<string>;

/** Tokens of development mode for whoever is played. Rejects with {@link NoDevelopmentTokens} where there are none. */
export function developmentTokens(fetch: typeof globalThis.fetch, now: () => number): TokenFor {
  const kept = new Map<string, { readonly token: Promise<string>; readonly until: number }>();
  return (role, sub) => {
    const key = `${role} ${sub}`;
    const held = kept.get(key);
    if (held && held.until > now()) return held.token;
    const token = ask(fetch, role, sub);
    kept.set(key, { token, until: now() + TOKEN_KEPT_MS });
    // One that could not be had is asked for again; whoever asked hears of it.
    token.catch(() => kept.delete(key));
    return token;
  };
}

async function ask(fetch: typeof globalThis.fetch, role: string, sub: string): Promise<string> {
  const answer = await fetch('/dev/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: CHANNEL, role, sub }),
  });
  if (answer.status === 404) throw new NoDevelopmentTokens('POST /dev/token: 404');
  if (!answer.ok) throw new Error(`POST /dev/token: ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}
