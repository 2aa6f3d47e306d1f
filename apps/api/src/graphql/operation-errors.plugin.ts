import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Log } from '../log.ts';
import type { GraphContext } from './graph-context.ts';
import { maskError } from './mask-errors.ts';

/**
 * What an operation's errors look like over HTTP. Apollo formats errors without knowing the request; here both are at hand,
 * so that what is masked carries the id under which the log holds the rest.
 */
export const operationErrors = (log: Log): ApolloServerPlugin<BaseContext> => ({
  async requestDidStart() {
    return {
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
