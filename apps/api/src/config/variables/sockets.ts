import { whole } from '../readers.ts';
import { MIB, MINUTE_MS } from '../units.ts';
import { variable, type Variable } from '../variable.ts';

/** WebSockets. */
export const SOCKETS_VARIABLES = {
  WS_MAX_SOCKETS: variable(
    'sockets',
    '20000',
    whole(1, 1_000_000),
    'The most WebSockets at a time; more upgrades are answered 503.',
  ),
  WS_MAX_SOCKETS_PER_CHANNEL: variable(
    'sockets',
    null,
    whole(0, 1_000_000),
    'How many of them everybody of a channel may have together; one more is closed with 4430 at connection_init. 0: any number. Not set: 10000 in production, else any number.',
  ),
  WS_MAX_SOCKETS_PER_PERSON: variable(
    'sockets',
    null,
    whole(0, 1_000_000),
    'How many one manager, customer, integrator or analyst of a channel may have, on all devices and with all tokens; one more is closed with 4430 at connection_init. 0: any number. Not set: 50 in production, else any number.',
  ),
  WS_MAX_UNKNOWN_PER_ADDRESS: variable(
    'sockets',
    null,
    whole(0, 1_000_000),
    'How many from one address (an IPv4 address, an IPv6 /64) may be open that have not said who they are; more upgrades are answered 429 with Retry-After. Behind a proxy, set TRUSTED_PROXIES, or all clients count as one. 0: any number. Not set: 200 in production, else any number.',
  ),
  WS_MAX_MESSAGE_BYTES: variable(
    'bytes',
    '262144',
    whole(1_024, 64 * MIB),
    'The largest WebSocket message; a larger one closes the socket with 1009.',
  ),
  WS_MAX_SUBSCRIPTIONS: variable(
    'operations',
    '100',
    whole(1, 10_000),
    'The most operations that one socket may have open; one more fails with TOO_MANY_SUBSCRIPTIONS.',
  ),
  WS_INIT_TIMEOUT_MS: variable(
    'ms',
    '3000',
    whole(100, MINUTE_MS),
    'How long a new socket may take to send connection_init before it is closed with 4408.',
  ),
  WS_PING_INTERVAL_MS: variable(
    'ms',
    '12000',
    whole(10, 10 * MINUTE_MS),
    'How often a socket is pinged; one that has not answered by the next ping is gone.',
  ),
  WS_MAX_BUFFERED_BYTES: variable(
    'bytes',
    '1048576',
    whole(1_024, 1_024 * MIB),
    'How much may wait for a slow reader before its socket is closed with 1013 and the last position.',
  ),
  WS_COALESCE_MS: variable(
    'ms',
    '5',
    whole(0, 1_000),
    'After a message to a socket: how long further ones wait, so that a burst leaves in one write. The first is sent at once; 0: all are.',
  ),
  WS_STALL_TIMEOUT_MS: variable(
    'ms',
    '10000',
    whole(10, 10 * MINUTE_MS),
    'How long a reader may take nothing at all, while a quarter of WS_MAX_BUFFERED_BYTES waits, before its socket is closed so.',
  ),
  HEARTBEAT_MS: variable(
    'ms',
    '15000',
    whole(10, 10 * MINUTE_MS),
    'How often meetEvents sends CaughtUp while nothing happens.',
  ),
} as const satisfies Record<string, Variable<unknown>>;
