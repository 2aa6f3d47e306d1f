import type { ApiError } from './loss.ts';

/** Why an operation has no answer. What the product refuses is no failure: it is one of the answers. */
export type Failure =
  /** The server was not reached, or the connection broke; whether a mutation was carried out is not known. */
  | { readonly by: 'network'; readonly error: unknown }
  /** No whole answer came in time; whether a mutation was carried out is not known. */
  | { readonly by: 'time'; readonly limitMs: number }
  /** `token()` rejected; nothing was asked. */
  | { readonly by: 'token'; readonly error: unknown }
  /** The caller's signal was aborted. */
  | { readonly by: 'caller' }
  /**
   * The server answered, and has no data: 401 where it does not take the token, 429 with `retryAfterMs` where it was asked
   * too often, 200 or 400 with GraphQL errors where the operation itself failed.
   */
  | {
      readonly by: 'server';
      readonly status: number;
      readonly errors: readonly ApiError[];
      readonly retryAfterMs: number | null;
    };

/** One line for whoever reads logs. */
export function failureText(failure: Failure): string {
  switch (failure.by) {
    case 'network':
      return `the server was not reached: ${String(failure.error)}`;
    case 'time':
      return `no answer came within ${failure.limitMs} ms`;
    case 'token':
      return `there was no token: ${String(failure.error)}`;
    case 'caller':
      return 'the caller wants no answer any more';
    case 'server': {
      const said = failure.errors.map(({ message }) => message).join('; ');
      return `the server answered ${failure.status}${said && `: ${said}`}`;
    }
  }
}
