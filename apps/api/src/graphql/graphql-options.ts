import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../logging/log.ts';
import type { RateLimits } from '../request-limits/rate-limits.ts';
import { httpContext } from './http-context.ts';
import { httpOperations } from './http-operations.plugin.ts';
import { queryLimits } from './query-limits.ts';

/**
 * Cache control would wrap every resolver, only to say that nothing may be stored; httpOperations says so. The rest would be
 * loaded at each start: traces of a gateway's, a page beside ours, and what an APOLLO_KEY in the environment would send to Apollo.
 */
const NO_PLUGINS_OF_APOLLO = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

/**
 * How Nest runs Apollo over HTTP. Subscriptions are the gateway's, GraphiQL is ours, introspection needs a token like
 * everything else and is therefore allowed everywhere.
 */
export const graphqlOptions = (
  config: Config,
  authenticator: Authenticator,
  rates: RateLimits,
  log: Log,
): Omit<ApolloDriverConfig, 'driver'> => ({
  path: '/graphql',
  context: httpContext(authenticator, rates),
  plugins: [httpOperations(log), ...NO_PLUGINS_OF_APOLLO],
  validationRules: [queryLimits(config)],
  parseOptions: { maxTokens: config.MAX_QUERY_TOKENS },
  introspection: true,
  graphiql: false,
  // A page of another origin can send none of these without asking first, and no operation runs without `authorization`.
  csrfPrevention: { requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'] },
  allowBatchedHttpRequests: false,
  persistedQueries: false,
  includeStacktraceInErrorResponses: false,
  // Nest would turn 401 into 200, and errors into its own.
  preserveHttpStatusForExecutionErrors: false,
  autoTransformHttpErrors: false,
});
