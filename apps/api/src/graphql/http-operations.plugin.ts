import type { ApolloServerPlugin, BaseContext, GraphQLRequest } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Log } from '../logging/log.ts';
import type { GraphContext } from './graph-context.ts';
import { maskError } from './mask-errors.ts';
import { userError } from './user-error.ts';

/** With this media type a status says how the operation went; without it the request's being understood is a 200. */
const RESPONSE_JSON = 'application/graphql-response+json';
/** Errors of a well-formed request whose document, or variables, cannot be executed. */
const OF_THE_DOCUMENT: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * What is particular to operations over HTTP. Answers are one person's, and no cache's. Subscriptions are sent to
 * WebSocket. Errors are masked here because Apollo
 * formats them without knowing the request: so what is masked carries the id under which the log holds the rest. Whoever
 * does not know `application/graphql-response+json` is answered 200 where the document is wrong, as GraphQL over HTTP
 * asks for: the status of plain JSON may be an intermediary's.
 */
export const httpOperations = (log: Log): ApolloServerPlugin<BaseContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw subscribeElsewhere();
      },
      async willSendResponse({ request, response, errors, contextValue }) {
        response.http.headers.set('cache-control', 'no-store');
        if (!errors || response.body.kind !== 'single') return;
        if (!accepts(request, RESPONSE_JSON) && errors.every(isOfTheDocument)) response.http.status = 200;
        const { correlationId } = contextValue as GraphContext;
        response.body.singleResult.errors = errors.map((error) =>
          maskError(error instanceof GraphQLError ? error : new GraphQLError(String(error)), correlationId, log),
        );
      },
    };
  },
});

const subscribeElsewhere = (): GraphQLError =>
  userError('BAD_USER_INPUT', 'subscribe over WebSocket at /graphql (graphql-transport-ws)', { http: { status: 400 } });

const accepts = (request: GraphQLRequest, mediaType: string): boolean =>
  request.http?.headers.get('accept')?.includes(mediaType) ?? false;

const isOfTheDocument = ({ extensions }: { readonly extensions?: Record<string, unknown> }): boolean =>
  OF_THE_DOCUMENT.has(extensions?.['code']);
