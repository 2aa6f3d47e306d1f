import { z } from 'zod';
import {
  appAddress,
  engine,
  host,
  httpUrl,
  origins,
  secret256,
  secrets256,
  signingSecrets,
  text,
  whole,
} from './config-readers.ts';

/** One environment variable: how it is read, what holds without it, and what the table in the docs says of it. */
interface Variable<Value> {
  readonly read: z.ZodType<Value, string>;
  /** What holds where the variable is not set, as one would write it; null: nothing does, and nothing need. */
  readonly fallback: string | null;
  readonly unit: string;
  readonly doc: string;
}
const variable = <Value>(
  unit: string,
  fallback: string | null,
  read: z.ZodType<Value, string>,
  doc: string,
): Variable<Value> => ({ unit, fallback, read, doc });

const DAY_MS = 24 * 60 * 60 * 1_000;
const MINUTE_MS = 60_000;
const MIB = 1_024 * 1_024;

/** Every variable that the service reads; there is no other. `docs/configuration.md` is generated from here. */
export const VARIABLES = {
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
    'Where people reach the frontend: who goes on in the browser from a link’s page comes to `{PUBLIC_URL}/join/{token}`, which the host’s frontend has to serve; this service does not. Not set: http://localhost:PORT.',
  ),
  NOTIFIER_URL: variable(
    'URL',
    null,
    httpUrl,
    'The host’s messaging gateway: follow-ups (R18) are posted there, signed (Standard Webhooks), with the customer’s name and number. Not set: they are written to the log.',
  ),
  NOTIFIER_SECRETS: variable(
    'base64, comma-separated',
    null,
    signingSecrets,
    'What follow-ups are signed with, with or without `whsec_` before each; several while one takes another’s place. Needed with NOTIFIER_URL.',
  ),
  NOTIFIER_TIMEOUT_MS: variable(
    'ms',
    '20000',
    whole(15_000, 30_000),
    'How long the messaging gateway may take to answer.',
  ),
  LINK_URL: variable(
    'URL',
    null,
    httpUrl,
    'Where people reach this service’s link pages: links are `{LINK_URL}/m/{token}`. Not set: PUBLIC_URL, which then has to pass `/m/` on to this service.',
  ),
  LINK_SECRETS: variable(
    '64 hex digits, comma-separated',
    null,
    secrets256,
    'What links are made with: the first makes them, all open them; the same on every node. Not set: a secret of DATA_DIR’s own.',
  ),
  APP_URL: variable(
    'address',
    null,
    appAddress,
    'Opens the app on a phone, with `/{token}` behind it, such as myapp://meets. Not set: the link’s page offers no app.',
  ),
  APP_INSTALL_URL_IOS: variable('URL', null, httpUrl, 'Where an iPhone installs the app.'),
  APP_INSTALL_URL_ANDROID: variable('URL', null, httpUrl, 'Where an Android phone installs the app.'),
  ALLOWED_ORIGINS: variable(
    'origins, comma-separated, or *',
    '',
    origins,
    'Web pages of other origins that may call the API (CORS and WebSocket). Pages of the same host always may; in development pages of localhost too.',
  ),
  DATA_DIR: variable(
    'directory',
    './data',
    text(),
    'Where the embedded store and the read models live. Made where it is missing.',
  ),
  EVENT_STORE: variable('sqlite or esdb:// address', 'sqlite', engine, 'Where the log is kept.'),
  PERSON_KEYS_SECRET: variable(
    '64 hex digits',
    null,
    secret256,
    'With EventStoreDB only: the secret under which the person keys are stored there; the same on every node, for ever. Not set: they are stored as they are.',
  ),
  AUTH_JWKS_URL: variable(
    'URL',
    null,
    httpUrl,
    'Where the keys that sign tokens are published (RS, PS, ES and EdDSA algorithms).',
  ),
  AUTH_JWT_SECRET: variable(
    'text',
    null,
    text(4_096),
    'A secret shared with whoever signs tokens (HS256); at least 32 bytes in production.',
  ),
  AUTH_ISSUER: variable('text', null, text(), 'If set, tokens must name it as their issuer (iss).'),
  AUTH_AUDIENCE: variable('text', null, text(), 'If set, tokens must name it as their audience (aud).'),
  AUTH_MAX_TOKEN_AGE_S: variable(
    's',
    null,
    whole(60, 366 * 24 * 60 * 60),
    'How far ahead a token’s end (exp) may lie; longer ones are refused, and so are tokens without an end. Not set: 86400 (a day) in production, else any.',
  ),
  LOG_LEVEL: variable(
    'one of fatal, error, warn, info, debug, trace, silent',
    'info',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a log level'),
    'The least serious log lines that are written. Lines are JSON on standard output.',
  ),
  PRESENCE_GRACE_MS: variable(
    'ms',
    '30000',
    whole(0, DAY_MS),
    'How long a connection may be lost before its person has left the meet (R33).',
  ),
  READ_WAIT_MS: variable(
    'ms',
    '5000',
    whole(0, MINUTE_MS),
    'How long a query with minPosition waits for the read model.',
  ),
  SHUTDOWN_TIMEOUT_MS: variable(
    'ms',
    '10000',
    whole(100, 10 * MINUTE_MS),
    'After SIGTERM: how long requests and sockets may take to end before the process exits with 1.',
  ),
  REQUEST_TIMEOUT_MS: variable(
    'ms',
    '30000',
    whole(100, 10 * MINUTE_MS),
    'How long a client may take to send a request.',
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
  MAX_CONNECTIONS: variable(
    'connections',
    '25000',
    whole(1, 1_000_000),
    'The most TCP connections at a time, WebSockets among them; more are closed before anything is read.',
  ),
  MAX_HEADER_BYTES: variable(
    'bytes',
    '16384',
    whole(1_024, MIB),
    'The largest head of a request; a larger one is answered 431.',
  ),
  MAX_PAGE_SIZE: variable('rows', '100', whole(1, 1_000), 'The most rows that `first` may ask for.'),
  MAX_QUERY_TOKENS: variable('tokens', '2000', whole(10, 100_000), 'The longest GraphQL document, in tokens.'),
  MAX_QUERY_DEPTH: variable(
    'levels',
    '12',
    whole(1, 100),
    'The deepest nesting of fields in an operation; introspection has a limit of its own.',
  ),
  MAX_QUERY_ALIASES: variable('aliases', '30', whole(0, 10_000), 'The most aliases in an operation.'),
  MAX_QUERY_COST: variable(
    'fields',
    '50000',
    whole(1, 10_000_000),
    'The most fields that an operation may come to, with `first` multiplied out.',
  ),
  WS_MAX_MESSAGE_BYTES: variable(
    'bytes',
    '262144',
    whole(1_024, 64 * MIB),
    'The largest WebSocket message; a larger one closes the socket with 1009.',
  ),
  WS_MAX_SOCKETS: variable(
    'sockets',
    '20000',
    whole(1, 1_000_000),
    'The most WebSockets at a time; more upgrades are answered 503.',
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
  READY_MAX_LAG: variable(
    'positions',
    '100000',
    whole(0, Number.MAX_SAFE_INTEGER),
    'How far the read model may be behind the log for /health/ready to say yes. An EventStoreDB counts its positions in bytes.',
  ),
  RING_TIMEOUT_MS: variable(
    'ms',
    null,
    whole(1, DAY_MS),
    'Only under NODE_ENV=test: how long a ring lasts. Everywhere else it is 120 s, fixed (R12).',
  ),
  CUSTOMER_WAIT_MS: variable(
    'ms',
    null,
    whole(1, DAY_MS),
    'Only under NODE_ENV=test: how long a meet waits for an offline customer. Everywhere else it is 24 h, fixed (R18).',
  ),
} as const satisfies Record<string, Variable<unknown>>;

type Name = keyof typeof VARIABLES;
type Values = {
  readonly [N in Name]:
    z.output<(typeof VARIABLES)[N]['read']> | ((typeof VARIABLES)[N]['fallback'] extends null ? null : never);
};

/** How tokens are verified. `development`: with a secret of this DATA_DIR's own, and `POST /dev/token` hands them out. */
export type AuthChoice =
  | { readonly mode: 'jwks'; readonly url: string }
  | { readonly mode: 'secret'; readonly secret: string }
  | { readonly mode: 'development' };

/** How long a token of the host's may hold in production, unless it is set otherwise. */
export const PRODUCTION_TOKEN_AGE_S = 24 * 60 * 60;

type Rate = 'RATE_PER_PERSON_PER_SECOND' | 'RATE_PER_CHANNEL_PER_SECOND';

/** The settings, checked. */
export interface Config
  extends Omit<Values, 'HOST' | 'PUBLIC_URL' | 'LINK_URL' | Rate>, Readonly<Record<Rate, number>> {
  readonly HOST: string;
  /** Without a slash at its end; LINK_URL likewise. */
  readonly PUBLIC_URL: string;
  readonly LINK_URL: string;
  readonly auth: AuthChoice;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** Each problem is one line that names its variable. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads and checks the environment; an empty variable counts as not set. The only reader of `process.env`. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): ConfigResult {
  const { values, problems } = readAll(environment);
  // What is compared below has been read, or else a problem of its own stands already.
  problems.push(...conflicts(values));
  if (problems.length > 0) return { ok: false, problems };
  const complete = values as Values;
  const publicUrl = withoutSlash(complete.PUBLIC_URL ?? `http://localhost:${complete.PORT}`);
  return {
    ok: true,
    config: {
      ...complete,
      HOST: complete.HOST ?? (complete.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1'),
      RATE_PER_PERSON_PER_SECOND: complete.RATE_PER_PERSON_PER_SECOND ?? (complete.NODE_ENV === 'production' ? 50 : 0),
      RATE_PER_CHANNEL_PER_SECOND:
        complete.RATE_PER_CHANNEL_PER_SECOND ?? (complete.NODE_ENV === 'production' ? 1_000 : 0),
      PUBLIC_URL: publicUrl,
      LINK_URL: withoutSlash(complete.LINK_URL ?? publicUrl),
      AUTH_MAX_TOKEN_AGE_S:
        complete.AUTH_MAX_TOKEN_AGE_S ?? (complete.NODE_ENV === 'production' ? PRODUCTION_TOKEN_AGE_S : null),
      auth: authChoice(complete),
    },
  };
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

function readAll(environment: NodeJS.ProcessEnv): { values: Partial<Values>; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { read, fallback }] of Object.entries(VARIABLES)) {
    const written = environment[name] === '' ? undefined : environment[name];
    if (written === undefined && fallback === null) {
      values[name] = null;
      continue;
    }
    const result = read.safeParse(written ?? fallback);
    if (result.success) values[name] = result.data;
    // The value is left out: it may be a secret.
    else problems.push(`${name} ${result.error.issues.map((issue) => issue.message).join(', ')}`);
  }
  return { values, problems };
}

function conflicts(values: Partial<Values>): string[] {
  const found: string[] = [];
  for (const name of ['RING_TIMEOUT_MS', 'CUSTOMER_WAIT_MS'] as const) {
    if (typeof values[name] === 'number' && values.NODE_ENV !== 'test') {
      found.push(`${name} may be set under NODE_ENV=test only: the product fixes it (R12, R18); unset it`);
    }
  }
  if (values.NOTIFIER_URL && !values.NOTIFIER_SECRETS) {
    found.push('NOTIFIER_SECRETS must be set with NOTIFIER_URL: the gateway must be able to tell who asks');
  }
  if (values.AUTH_JWKS_URL && values.AUTH_JWT_SECRET) {
    found.push('AUTH_JWKS_URL and AUTH_JWT_SECRET exclude each other: set one');
  }
  if (values.NODE_ENV === 'production') found.push(...productionProblems(values));
  return found;
}

function productionProblems(values: Partial<Values>): string[] {
  return [...authProblems(values), ...linkProblems(values)];
}

/** Nodes that share a log share their links. */
function linkProblems({ EVENT_STORE, LINK_SECRETS }: Partial<Values>): string[] {
  return EVENT_STORE?.engine === 'kurrent' && LINK_SECRETS === null
    ? ['LINK_SECRETS must be set with EventStoreDB in production: every node has to open the links of the others']
    : [];
}

function authProblems(values: Partial<Values>): string[] {
  if (values.AUTH_JWKS_URL === null && values.AUTH_JWT_SECRET === null) {
    return [
      'AUTH_JWKS_URL or AUTH_JWT_SECRET must be set under NODE_ENV=production: development tokens are refused there',
    ];
  }
  const secret = values.AUTH_JWT_SECRET;
  return secret && Buffer.byteLength(secret) < 32 ? ['AUTH_JWT_SECRET must have at least 32 bytes in production'] : [];
}

function authChoice(values: Values): AuthChoice {
  if (values.AUTH_JWKS_URL !== null) return { mode: 'jwks', url: values.AUTH_JWKS_URL };
  if (values.AUTH_JWT_SECRET !== null) return { mode: 'secret', secret: values.AUTH_JWT_SECRET };
  return { mode: 'development' };
}
