import type { Authenticator } from './authenticator.ts';

/** An authenticator that knows up to when, by their signers' clocks, the tokens that it took were issued. */
export interface NotedIssues {
  readonly authenticator: Authenticator;
  /**
   * Milliseconds since the epoch: the end of the newest second in which a token was issued that was taken here; 0 before the
   * first one. Whatever was taken was issued before it, however far our clock is from the signers'.
   */
  issuedUntilMs(): number;
}

/** Tokens tell whole seconds. */
const SECOND_MS = 1_000;

/** The same authenticator, noting what it takes. */
export function notingIssues(inner: Authenticator): NotedIssues {
  let untilMs = 0;
  return {
    authenticator: {
      async authenticate(authorization) {
        const answer = await inner.authenticate(authorization);
        const issuedAtMs = answer.ok ? answer.identity.issuedAtMs : null;
        if (issuedAtMs !== null)
          untilMs = Math.max(untilMs, Math.floor(issuedAtMs / SECOND_MS) * SECOND_MS + SECOND_MS);
        return answer;
      },
    },
    issuedUntilMs: () => untilMs,
  };
}
