import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Log } from '../log.ts';
import type { GraphContext } from './graph-context.ts';
import { maskError } from './mask-errors.ts';
import { userError } from './user-error.ts';

/**
 * What is particular to operations over HTTP. Subscriptions are sent to WebSocket. Errors are masked here because Apollo
 * formats them without knowing the request: so what is masked carries the id under which the log holds the rest.
 */
export const httpOperations = (log: Log): ApolloServerPlugin<BaseContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw subscribeElsewhere();
      },
      async willSendResponse({ response, errors, contextValue }) {
        if (!errors || response.body.kind !== 'single') return;
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
