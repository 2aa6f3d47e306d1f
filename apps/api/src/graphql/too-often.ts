import { GraphQLError } from 'graphql';

/** Whoever asks too often: 429 with Retry-After over HTTP, the same error for the one operation over WebSocket. */
export function tooOften(retryAfterMs: number): GraphQLError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return new GraphQLError(`too many operations; ask again in ${seconds} s`, {
    extensions: {
      code: 'RATE_LIMITED',
      http: { status: 429, headers: new Map([['retry-after', String(seconds)]]) },
    },
  });
}
