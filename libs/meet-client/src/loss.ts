/** An error of GraphQL's, as the API tells it. */
export interface ApiError {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown };
}

/** Why a subscription is not open any more. */
export type Loss =
  /** The server closed the socket. `admitted`: it had accepted the token before. */
  | { readonly by: 'close'; readonly code: number; readonly reason: string; readonly admitted: boolean }
  /** The connection broke, or never came about. */
  | { readonly by: 'network' }
  /** Nothing came for as long as the limit says, though a heartbeat should have. */
  | { readonly by: 'silence'; readonly limitMs: number }
  /** `token()` rejected. */
  | { readonly by: 'token'; readonly error: unknown }
  /** The server refused the operation, or could not go on with it. */
  | { readonly by: 'errors'; readonly errors: readonly ApiError[] };

/** How many tokens in a row the server may refuse (4403) before following ends: one may have run out on its way. */
export const MAX_REFUSED_TOKENS = 2;

const FORBIDDEN = 4403;

/**
 * Codes after which the same client will be closed again: it breaks the protocol (1002, 1003, 1007, 4400, 4406, 4409,
 * 4429), sends no token (4401), offends a policy (1008) or sends too much at once (1009).
 */
const FATAL_CODES: ReadonlySet<number> = new Set([1002, 1003, 1007, 1008, 1009, 4400, 4401, 4406, 4409, 4429]);

/** Errors that pass; any other says that the operation itself is wrong. */
const PASSING_ERRORS: ReadonlySet<unknown> = new Set([
  'INTERNAL_SERVER_ERROR',
  'SERVICE_UNAVAILABLE',
  'POSITION_TIMEOUT',
  'RATE_LIMITED',
]);

/** The server said that this token does not hold. A token that ran out on an open socket is no refusal. */
export const isRefusedToken = (loss: Loss): boolean => loss.by === 'close' && loss.code === FORBIDDEN && !loss.admitted;

/** False where subscribing again can only fail again. `refusedTokens` counts this loss too. */
export function isWorthAnother(loss: Loss, refusedTokens: number): boolean {
  switch (loss.by) {
    case 'network':
    case 'silence':
    case 'token':
      return true;
    case 'close':
      return !FATAL_CODES.has(loss.code) && refusedTokens < MAX_REFUSED_TOKENS;
    case 'errors':
      return loss.errors.every(({ extensions }) => PASSING_ERRORS.has(extensions?.code));
  }
}

/** Thrown to whoever iterates when following cannot go on. */
export class FollowingRefused extends Error {
  override readonly name = 'FollowingRefused';
  readonly loss: Loss;

  constructor(loss: Loss) {
    super(`the subscription is over and will not be tried again: ${textOf(loss)}`);
    this.loss = loss;
  }
}

function textOf(loss: Loss): string {
  switch (loss.by) {
    case 'close':
      return `the server closed the socket with ${loss.code} ${loss.reason}`.trim();
    case 'errors':
      return loss.errors.map(({ message }) => message).join('; ');
    case 'silence':
      return `nothing came for ${loss.limitMs} ms`;
    case 'network':
      return 'the connection broke';
    case 'token':
      return `there was no token: ${String(loss.error)}`;
  }
}
