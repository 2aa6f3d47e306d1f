import { z } from 'zod';
import { host, httpUrl, onOff, whole } from '../readers.ts';
import { MINUTE_MS } from '../units.ts';
import { variable, type Variable } from '../variable.ts';

/** The service. */
export const SERVICE_VARIABLES = {
  NODE_ENV: variable(
    'one of development, production, test',
    'development',
    z.enum(['development', 'production', 'test'], 'must be development, production or test'),
    'production refuses to start without AUTH_JWKS_URL or AUTH_JWT_SECRET; test allows RING_TIMEOUT_MS and CUSTOMER_WAIT_MS.',
  ),
  PORT: variable('TCP port', '3000', whole(0, 65_535), 'Where HTTP and WebSocket are served; 0 takes any free port.'),
  HOST: variable(
    'address',
    null,
    host,
    'The address to listen on. Not set: 0.0.0.0 in production, else 127.0.0.1, because development hands out tokens to whoever asks.',
  ),
  PUBLIC_URL: variable(
    'URL',
    null,
    httpUrl,
    'Where people reach the frontend: who goes on in the browser from a link’s page comes to `{PUBLIC_URL}/join/{token}`, which the host’s frontend has to serve; of this service only the playground does. Not set: http://localhost:PORT.',
  ),
  PLAYGROUND: variable(
    'on or off',
    null,
    onOff,
    'Whether `GET /` is a page to try meets on, and `GET /join/{token}` the same page for links. It makes its people, chats and rooms through the API, in a channel of its own, with the tokens that development mode hands out. Not set: off in production, else on.',
  ),
  LOG_LEVEL: variable(
    'one of fatal, error, warn, info, debug, trace, silent',
    'info',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a log level'),
    'The least serious log lines that are written. Lines are JSON on standard output.',
  ),
  SHUTDOWN_TIMEOUT_MS: variable(
    'ms',
    '10000',
    whole(100, 10 * MINUTE_MS),
    'After SIGTERM: how long requests and sockets may take to end before the process exits with 1.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
