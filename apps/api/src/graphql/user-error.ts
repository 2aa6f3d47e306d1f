import { GraphQLError } from 'graphql';
import { EventStoreClosed, EventStoreUnavailable, TooMuchContention } from '@meets/event-store';
import { PositionTimeout, UnknownCursor, UnknownPosition } from '../projections/read-model.ts';

/** What a query can be answered with instead of data, as `extensions.code`. */
export type UserErrorCode =
  | 'UNAUTHENTICATED'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'NOT_ALLOWED'
  | 'CONFLICT'
  | 'UNKNOWN_POSITION'
  | 'UNKNOWN_CURSOR'
  | 'POSITION_TIMEOUT'
  | 'TOO_MANY_SUBSCRIPTIONS'
  | 'SERVICE_UNAVAILABLE';

/** An error that tells its reader what to do otherwise; everything else is masked: see `mask-errors.ts`. */
export const userError = (code: UserErrorCode, message: string, more: Record<string, unknown> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...more } });

/** The read model's refusals as errors for the client; null for what nobody foresaw. */
export function knownError(error: unknown): { readonly code: UserErrorCode; readonly message: string } | null {
  if (error instanceof UnknownPosition) {
    return { code: 'UNKNOWN_POSITION', message: 'this position was never given to you; start again without it' };
  }
  if (error instanceof UnknownCursor) {
    return { code: 'UNKNOWN_CURSOR', message: 'this cursor was never given by this query; start again without it' };
  }
  if (error instanceof PositionTimeout) {
    return { code: 'POSITION_TIMEOUT', message: 'the position is not readable yet; ask again' };
  }
  if (
    error instanceof EventStoreUnavailable ||
    error instanceof EventStoreClosed ||
    error instanceof TooMuchContention
  ) {
    return { code: 'SERVICE_UNAVAILABLE', message: 'not now; ask again, a mutation with the same idempotency key' };
  }
  return null;
}
