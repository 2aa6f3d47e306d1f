import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../time/clock.ts';
import type { Config } from '../config/config.ts';
import { answerAndEnd, type LastAnswer } from '../http-edge/answer-and-end.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { clientAddress } from './client-address.ts';
import { isAllowedOrigin } from './origins.ts';
import { createPlaces, type Leave } from './places.ts';

export const GRAPHQL_PATH = '/graphql';

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
  path: { status: 404, message: `WebSockets are served at ${GRAPHQL_PATH}` },
  origin: { status: 403, message: 'pages of this origin may not connect: ALLOWED_ORIGINS does not name it' },
  address: { status: 429, message: 'this address has too many sockets that sent no token yet; send it, or wait' },
  full: { status: 503, message: 'all sockets are taken; try again later' },
  closing: { status: 503, message: 'the service is stopping; try again' },
} as const satisfies Record<RefusedUpgrade, LastAnswer>;

function answer(stream: Duplex, why: RefusedUpgrade, { WS_INIT_TIMEOUT_MS }: Config, clock: Clock): void {
  // By then whoever is silent there now has been closed.
  const headers = why === 'address' ? [`Retry-After: ${Math.ceil(WS_INIT_TIMEOUT_MS / 1_000)}`] : [];
  answerAndEnd(stream, { ...ANSWERS[why], headers }, clock);
}
