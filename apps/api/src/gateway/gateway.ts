import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Authenticator } from '../auth/authenticator.ts';
import type { RevokedAt } from '../auth/revocation.ts';
import type { Clock } from '../time/clock.ts';
import type { Config } from '../config/config.ts';
import { queryLimits } from '../graphql/query-limits.ts';
import type { Log } from '../logging/log.ts';
import { requestIdOf } from '../logging/request-log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { jsonNestsTooDeeply } from '../request-limits/nesting.ts';
import type { ReadModel, Revocation } from '../projections/read-model.ts';
import type { RateLimits } from '../request-limits/rate-limits.ts';
import { Coalescing } from './coalescing.ts';
import { Connection } from './connection.ts';
import { createDocuments } from './documents.ts';
import { createDoor } from './door.ts';
import { GOING_AWAY } from './close-codes.ts';
import { createPlaces } from './places.ts';
import { createProtocol } from './protocol.ts';

/** How long clients may take to answer the close of a shutdown before their sockets are cut. */
export const CLOSE_GRACE_MS = 1_000;
/** How long a client may take to answer any other close: until then its socket still counts as one of its person's. */
export const CLOSE_ANSWER_MS = 5_000;

/** graphql-ws' own words for it. */
const INVALID_MESSAGE = 'Invalid message received';

export interface GatewayParts {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly authenticator: Authenticator;
  readonly reads: Pick<ReadModel, 'tokensRevokedAt' | 'onTokensRevoked'>;
  readonly rates: RateLimits;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The WebSocket side of /graphql. */
export interface Gateway {
  /**
   * Takes no more sockets, closes those that are open with 1001 and each one's last position, and resolves when they are
   * gone, after {@link CLOSE_GRACE_MS} at most. Safe to call twice.
   */
  close(): Promise<void>;
}

/** Serves graphql-transport-ws on the HTTP server's upgrades; every other upgrade is answered and closed. */
export function openGateway(parts: GatewayParts): Gateway {
  const { server, config, clock } = parts;
  const sockets = new Map<WebSocket, Connection>();
  const webSockets = new WebSocketServer(optionsOf(config));
  const revokedAt: RevokedAt = (viewer) => parts.reads.tokensRevokedAt(viewer);
  const protocol = createProtocol({
    schema: parts.schema,
    authenticator: parts.authenticator,
    rates: parts.rates,
    readDocument: createDocuments(parts.schema, [queryLimits(config)], {
      maxTokens: config.MAX_QUERY_TOKENS,
      maxRememberedBytes: config.MAX_REMEMBERED_QUERY_BYTES,
    }),
    revokedAt,
    sockets: {
      ofPerson: createPlaces(config.WS_MAX_SOCKETS_PER_PERSON),
      ofChannel: createPlaces(config.WS_MAX_SOCKETS_PER_CHANNEL),
    },
    maxOperations: config.WS_MAX_SUBSCRIPTIONS,
    initTimeoutMs: config.WS_INIT_TIMEOUT_MS,
    log: parts.log,
  });
  const coalescing = new Coalescing(clock, config.WS_COALESCE_MS);
  const door = createDoor({ config, clock, metrics: parts.metrics });
  let closing: Promise<void> | null = null;
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const leave = door.enter(request, stream, sockets.size);
    if (leave === null) return;
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      const connection = new Connection({
        ...{ socket, stream, coalescing },
        correlationId: requestIdOf(request),
        onKnown: leave,
        clock,
        limits: config,
        metrics: parts.metrics,
      });
      // Each operation may wait for its end.
      socket.setMaxListeners(0);
      sockets.set(socket, connection);
      parts.metrics.sockets.inc();
      serve(socket, connection, protocol, parts.log, () => {
        sockets.delete(socket);
        parts.metrics.sockets.dec();
      });
    });
  };
  server.on('upgrade', onUpgrade);
  const stopListening = parts.reads.onTokensRevoked((revocation) => {
    for (const connection of sockets.values())
      if (isOf(connection, revocation)) connection.endIfRevoked(() => revocation.revokedAt);
  });
  const stopPinging = pingEvery(config.WS_PING_INTERVAL_MS, sockets);
  return {
    close() {
      door.shut();
      closing ??= closeAll(sockets, clock).then(() => {
        stopListening();
        stopPinging();
        webSockets.close();
        server.off('upgrade', onUpgrade);
      });
      return closing;
    },
  };
}

const optionsOf = ({ WS_MAX_MESSAGE_BYTES }: Config) => ({
  noServer: true,
  clientTracking: false,
  maxPayload: WS_MAX_MESSAGE_BYTES,
  perMessageDeflate: false,
  // ws would cut who pings too much and reads too little without a word; Connection says why.
  autoPong: false,
  handleProtocols,
  closeTimeout: CLOSE_ANSWER_MS,
});

const isOf = ({ identity }: Connection, { channelId, role, id }: Revocation): boolean =>
  identity?.viewer.channelId === channelId && identity.viewer.role === role && identity.viewer.id === id;

function serve(
  socket: WebSocket,
  connection: Connection,
  protocol: ReturnType<typeof createProtocol>,
  log: Log,
  onGone: () => void,
): void {
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (message) => connection.send(message),
      close: (code, reason) => connection.close(code ?? CloseCode.InternalServerError, reason ?? '', 'protocol'),
      onMessage: (handle) =>
        socket.on('message', (message: Buffer) => {
          const text = message.toString();
          if (jsonNestsTooDeeply(text)) return connection.close(CloseCode.BadRequest, INVALID_MESSAGE, 'protocol');
          handle(text).catch((error: unknown) => closeAfter(error, connection, log));
        }),
    },
    { connection },
  );
  socket.on('ping', (echo: Buffer) => connection.pong(echo));
  socket.on('pong', () => {
    connection.alive = true;
  });
  // What comes here (a frame too large, a broken one) closes the socket by itself, with the fitting code.
  socket.on('error', (error) =>
    log.info({ correlationId: connection.correlationId, why: error.message }, 'a socket broke'),
  );
  socket.on('close', (code, reason) => {
    connection.closed();
    onGone();
    closed(code, String(reason)).catch((error: unknown) =>
      log.error({ err: error }, 'a socket could not be ended properly'),
    );
  });
}

function closeAfter(error: unknown, connection: Connection, log: Log): void {
  // graphql-ws throws this for a message that only servers send, and means nothing worse by it.
  if (error instanceof Error && error.message.startsWith('Unexpected message of type')) {
    return connection.close(CloseCode.BadRequest, INVALID_MESSAGE, 'protocol');
  }
  log.error({ err: error, correlationId: connection.correlationId }, 'a socket failed unexpectedly');
  connection.close(CloseCode.InternalServerError, `report ${connection.correlationId}`, 'failure');
}

/**
 * Closes whoever has not answered the ping before: maybe they only do not read, and will once they wake. Where nobody is there any
 * more the line is cut after {@link CLOSE_ANSWER_MS}. One timer for all sockets.
 */
function pingEvery(ms: number, sockets: ReadonlyMap<WebSocket, Connection>): () => void {
  const timer = setInterval(() => {
    for (const [socket, connection] of sockets) {
      if (!connection.alive) {
        connection.endSilence();
        continue;
      }
      connection.alive = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, ms);
  return () => clearInterval(timer);
}

async function closeAll(sockets: ReadonlyMap<WebSocket, Connection>, clock: Clock): Promise<void> {
  if (sockets.size === 0) return;
  const cancel = clock.setTimer(CLOSE_GRACE_MS, () => {
    for (const socket of sockets.keys()) socket.terminate();
  });
  const gone = [...sockets.keys()].map(
    (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
  );
  for (const connection of sockets.values())
    connection.close(GOING_AWAY, `going away; ${connection.lastPosition()}`, 'shutdown');
  await Promise.all(gone);
  cancel();
}
