import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { clientAddress } from './client-address.ts';
import { isAllowedOrigin } from './origins.ts';
import { createPlaces, type Leave } from './places.ts';

export const GRAPHQL_PATH = '/graphql';
/** How long a client whose upgrade was refused may take to read why and to close, before its connection is cut. */
export const REFUSED_GRACE_MS = 1_000;

/** Why an upgrade is refused, as the metrics tell it. */
export type RefusedUpgrade = 'path' | 'origin' | 'address' | 'full' | 'closing';

export interface DoorParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** Where upgrades arrive: each is let in, or answered and ended. */
export interface Door {
  /**
   * Takes the place of one who has not said who they are: it is left when they have, and when the stream closes. Null where
   * the upgrade was refused; the stream is no longer the caller's then. `open` is how many sockets there are.
   */
  enter(request: IncomingMessage, stream: Duplex, open: number): Leave | null;
  /** Refuses everybody from now on. */
  shut(): void;
}

export function createDoor({ config, clock, metrics }: DoorParts): Door {
  const unknown = createPlaces(config.WS_MAX_UNKNOWN_PER_ADDRESS);
  let shut = false;
  const refuse = (stream: Duplex, why: RefusedUpgrade): null => {
    metrics.upgradesRefused.inc({ cause: why });
    answer(stream, why, config, clock);
    return null;
  };
  return {
    enter(request, stream, open) {
      const why = shut ? 'closing' : refusalOf(request, open, config);
      if (why !== null) return refuse(stream, why);
      const leave = unknown.take(clientAddress(request, config.TRUSTED_PROXIES));
      if (leave === null) return refuse(stream, 'address');
      // Of the stream, not of the WebSocket: there may never be one.
      stream.once('close', leave);
      return leave;
    },
    shut: () => void (shut = true),
  };
}

function refusalOf(request: IncomingMessage, open: number, config: Config): 'path' | 'origin' | 'full' | null {
  if (request.url?.split('?', 1)[0] !== GRAPHQL_PATH) return 'path';
  if (!isAllowedOrigin(request.headers.origin, request.headers.host, config)) return 'origin';
  return open >= config.WS_MAX_SOCKETS ? 'full' : null;
}

const ANSWERS = {
  path: ['404 Not Found', `WebSockets are served at ${GRAPHQL_PATH}`],
  origin: ['403 Forbidden', 'pages of this origin may not connect: ALLOWED_ORIGINS does not name it'],
  address: ['429 Too Many Requests', 'this address has too many sockets that sent no token yet; send it, or wait'],
  full: ['503 Service Unavailable', 'all sockets are taken; try again later'],
  closing: ['503 Service Unavailable', 'the service is stopping; try again'],
} as const satisfies Record<RefusedUpgrade, readonly [string, string]>;

function answer(stream: Duplex, why: RefusedUpgrade, { WS_INIT_TIMEOUT_MS }: Config, clock: Clock): void {
  const [status, text] = ANSWERS[why];
  // By then whoever is silent there now has been closed.
  const retry = why === 'address' ? [`Retry-After: ${Math.ceil(WS_INIT_TIMEOUT_MS / 1_000)}`] : [];
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...retry,
  ];
  // The client may be gone already; there is nobody left to tell.
  stream.on('error', () => stream.destroy());
  const cancel = clock.setTimer(REFUSED_GRACE_MS, () => stream.destroy());
  stream.once('close', cancel);
  // What it still sends is dropped, or else its connection would be reset before it has read the answer.
  stream.resume();
  stream.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
