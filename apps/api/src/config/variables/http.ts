import { addresses, whole } from '../readers.ts';
import { MIB, MINUTE_MS } from '../units.ts';
import { variable, type Variable } from '../variable.ts';

/** Connections and requests. */
export const HTTP_VARIABLES = {
  MAX_CONNECTIONS: variable(
    'connections',
    '25000',
    whole(1, 1_000_000),
    'The most TCP connections at a time, WebSockets among them; more are closed before anything is read.',
  ),
  TRUSTED_PROXIES: variable(
    'addresses, comma-separated',
    '',
    addresses,
    'The proxies in front of this service, as addresses or ranges such as 10.0.0.0/8: what they say in X-Forwarded-For is believed, and nobody else’s. Not set: the address of a client is that of its connection.',
  ),
  REQUEST_TIMEOUT_MS: variable(
    'ms',
    '30000',
    whole(100, 10 * MINUTE_MS),
    'How long a client may take to send a request; then it is answered 408.',
  ),
  ANSWER_STALL_TIMEOUT_MS: variable(
    'ms',
    '30000',
    whole(2_000, 10 * MINUTE_MS),
    'How much longer than REQUEST_TIMEOUT_MS a connection with a request under way may stand still, not a byte going either way, before it is cut: its client does not read the answer.',
  ),
  MAX_HEADER_BYTES: variable(
    'bytes',
    '16384',
    whole(1_024, MIB),
    'The largest head of a request; a larger one is answered 431.',
  ),
  MAX_BODY_BYTES: variable(
    'bytes',
    '262144',
    whole(1_024, 64 * MIB),
    'The largest HTTP request body; larger ones are answered 413.',
  ),
  RATE_PER_PERSON_PER_SECOND: variable(
    'operations/s',
    null,
    whole(0, 1_000_000),
    'How many operations a manager or customer may ask for, over HTTP and WebSocket together; ten seconds’ worth at once. One more is answered 429 with Retry-After (RATE_LIMITED over WebSocket). 0: any number. Not set: 50 in production, else any number.',
  ),
  RATE_PER_CHANNEL_PER_SECOND: variable(
    'operations/s',
    null,
    whole(0, 1_000_000),
    'The same for everybody of a channel together, its integrators and analysts among them. 0: any number. Not set: 1000 in production, else any number.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
