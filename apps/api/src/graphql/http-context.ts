import { GraphQLError } from 'graphql';
import type { Authentication, Authenticator } from '../auth/authenticator.ts';
import type { RateLimits } from '../request-limits/rate-limits.ts';
import type { GraphContext } from './graph-context.ts';
import { documentNestsTooDeeply } from '../request-limits/nesting.ts';
import { nestsTooDeeply } from './nests-too-deeply.ts';
import { tooOften } from './too-often.ts';

/** The part of Fastify's request that a context is made of. */
interface Request {
  readonly id: string;
  readonly headers: { readonly authorization?: string };
  /** Parsed, and of any shape. */
  readonly body?: unknown;
  readonly query?: unknown;
}

/** Deny by default: no operation runs over HTTP, introspection included, without a token that says who is asking. */
export const httpContext =
  (authenticator: Authenticator, rates: RateLimits) =>
  async (request: Request): Promise<GraphContext> => {
    const answer = await authenticator.authenticate(request.headers.authorization);
    if (!answer.ok) throw unauthenticated(answer);
    const admission = rates.admit(answer.identity.viewer);
    if (!admission.ok) throw tooOften(admission.retryAfterMs);
    if ([request.body, request.query].some(asksTooDeeply)) throw nestsTooDeeply();
    const correlationId = request.id;
    return { viewer: { ...answer.identity.viewer, correlationId }, correlationId };
  };

/** Before it is parsed: Apollo has no hook in which a document could still be refused. */
const asksTooDeeply = (asked: unknown): boolean =>
  typeof asked === 'object' &&
  asked !== null &&
  'query' in asked &&
  typeof asked.query === 'string' &&
  documentNestsTooDeeply(asked.query);

function unauthenticated({ fault, message }: Extract<Authentication, { ok: false }>): GraphQLError {
  const available = fault !== 'unavailable';
  return new GraphQLError(message, {
    extensions: {
      code: available ? 'UNAUTHENTICATED' : 'SERVICE_UNAVAILABLE',
      http: { status: available ? 401 : 503, headers: new Map(available ? [['www-authenticate', 'Bearer']] : []) },
    },
  });
}
