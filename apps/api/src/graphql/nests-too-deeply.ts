import { GraphQLError } from 'graphql';
import { MAX_NESTING } from '../request-limits/nesting.ts';

/** For a document that is not even parsed: its brackets nest too deeply. */
export const nestsTooDeeply = (): GraphQLError =>
  new GraphQLError(`the brackets of a document may nest ${MAX_NESTING} deep`, {
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400 } },
  });
