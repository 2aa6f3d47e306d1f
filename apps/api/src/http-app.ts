import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import type { Logger } from 'pino';
import { AppModule, type AppParts } from './app.module.ts';
import type { Clock } from './time/clock.ts';
import type { Config } from './config/config.ts';
import { isAllowedOrigin } from './gateway/origins.ts';
import { serveGraphiql } from './graphiql/graphiql.ts';
import { refuseOversizedBodies } from './graphql/oversized-body.ts';
import { refuseCrumbledBodies } from './http-edge/crumbled-bodies.ts';
import { endConnectionsWhenStopping } from './http-edge/end-connections.ts';
import { refuseOddRequests } from './http-edge/http-edge.ts';
import { CONNECTIONS_CHECKED_EVERY_MS, createUnreadableRequests } from './http-edge/unreadable-requests.ts';
import { serveLinkPage } from './links/link-page.ts';
import { MAX_LINK_TOKEN_LENGTH } from './links/link-tokens.ts';
import { nestLog } from './logging/nest-log.ts';
import { logRequests, requestIdOf } from './logging/request-log.ts';
import { servePlayground } from './playground/serve-playground.ts';

/** Nest on Fastify, with everything that is answered over HTTP; it does not listen yet. Whoever creates it drains it. */
export async function createHttpApp(
  parts: AppParts & { readonly log: Logger; readonly clock: Clock },
): Promise<NestFastifyApplication> {
  const { config, log, clock } = parts;
  const adapter = openFastify(config, log, clock);
  const fastify = adapter.getInstance();
  logRequests(fastify, parts.metrics);
  endConnectionsWhenStopping(fastify);
  refuseOddRequests(fastify, clock, log);
  refuseOversizedBodies(fastify, config.MAX_BODY_BYTES);
  refuseCrumbledBodies(fastify);
  await serveGraphiql(fastify, config);
  await serveLinkPage(fastify, config);
  await servePlayground(fastify, config);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: nestLog(log),
    abortOnError: false,
  });
  // A page of the same host needs no leave; the host is only known where a WebSocket asks.
  app.enableCors({
    methods: ['GET', 'POST'],
    origin: (origin, done) => done(null, isAllowedOrigin(origin, undefined, config)),
  });
  await app.init();
  app.getHttpServer().maxConnections = config.MAX_CONNECTIONS;
  return app;
}

function openFastify(config: Config, log: Logger, clock: Clock): FastifyAdapter {
  const unreadable = createUnreadableRequests(clock, log);
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlationId' }),
    genReqId: requestIdOf,
    bodyLimit: config.MAX_BODY_BYTES,
    routerOptions: { maxParamLength: MAX_LINK_TOKEN_LENGTH },
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    connectionTimeout: config.REQUEST_TIMEOUT_MS + config.ANSWER_STALL_TIMEOUT_MS,
    http: {
      maxHeaderSize: config.MAX_HEADER_BYTES,
      headersTimeout: config.REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECKED_EVERY_MS,
      // Node's answer to a request without one is empty; refuseOddRequests says why.
      requireHostHeader: false,
    },
    clientErrorHandler: (error, socket) => unreadable.refuse(error, socket),
    forceCloseConnections: 'idle',
    // Fastify's own would be loaded at once, a fifth of all code, for schemas that no route here has.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
  unreadable.watch(adapter.getInstance().server);
  return adapter;
}

/** Called where a route has a schema of Fastify's: GraphQL's, and ours for what else comes in, are checked elsewhere. */
function noSchemas(): never {
  throw new Error('a route has a schema of Fastify’s: give openFastify its compilers');
}

/** Takes no more requests and lets those under way end; cuts the connections of those that take longer. */
export async function drain(app: NestFastifyApplication, withinMs: number, clock: Clock): Promise<void> {
  const cancel = clock.setTimer(withinMs, () => app.getHttpServer().closeAllConnections());
  await app.close();
  cancel();
}
