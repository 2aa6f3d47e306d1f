import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../logging/log.ts';
import { knownError } from './user-error.ts';

/**
 * What a client may read of an error. Ours and GraphQL's own say what is wrong with the request; the read model's refusals
 * get their code; anything else is a bug or broken machinery, of which the client learns the correlation id, and the log
 * everything.
 */
export function maskError(error: GraphQLError, correlationId: string, log: Log): GraphQLFormattedError {
  const cause = causeOf(error);
  if (cause === null) return withoutInternals(error.toJSON());
  const where = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  };
  const known = knownError(cause);
  if (known) {
    if (known.code === 'SERVICE_UNAVAILABLE')
      log.warn({ err: cause, correlationId }, 'an operation could not be done now');
    return { message: known.message, ...where, extensions: { code: known.code } };
  }
  log.error({ err: cause, correlationId, path: error.path?.join('.') }, 'an operation failed unexpectedly');
  return {
    message: `something went wrong here; report the correlation id ${correlationId}`,
    ...where,
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId },
  };
}

/** The error behind a GraphQL error; null where the GraphQL error itself is the whole story. */
function causeOf(error: GraphQLError): Error | null {
  let cause: unknown = error.originalError;
  while (cause instanceof GraphQLError) cause = cause.originalError;
  return cause instanceof Error ? cause : null;
}

function withoutInternals(error: GraphQLFormattedError): GraphQLFormattedError {
  const { code, fields, reasons } = error.extensions ?? {};
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: {
      code: code ?? 'BAD_USER_INPUT',
      ...(fields === undefined ? {} : { fields }),
      ...(reasons === undefined ? {} : { reasons }),
    },
  };
}
