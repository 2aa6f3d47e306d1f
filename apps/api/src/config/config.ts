import { availableParallelism } from 'node:os';
import { type PhoneChoice, phoneChoice, phoneProblems, playedPhone } from './phone-choice.ts';
import { VARIABLES, type Values } from './variables.ts';

/** How tokens are verified. `development`: with a secret of this DATA_DIR's own, and `POST /dev/token` hands them out. */
export type AuthChoice =
  | { readonly mode: 'jwks'; readonly url: string }
  | { readonly mode: 'secret'; readonly secret: string }
  | { readonly mode: 'development' };

/** How media are carried by this process. */
export interface MediaChoice {
  readonly listenIp: string;
  /** What clients are told instead; null: nothing else. */
  readonly announcedAddress: string | null;
  /** The first worker's; 0: any. */
  readonly port: number;
  readonly workers: number;
  /** Null: where mediasoup looks for it. */
  readonly workerBin: string | null;
}

/** The first media worker's port in production, unless it is set: a firewall has to know it. */
export const PRODUCTION_MEDIA_PORT = 40_000;

/** How long a token of the host's may hold in production, unless it is set otherwise. */
export const PRODUCTION_TOKEN_AGE_S = 24 * 60 * 60;

/** What is limited in production only, unless it is set: measuring and tests measure the service, not its limits. 0: any number. */
const IN_PRODUCTION = {
  RATE_PER_PERSON_PER_SECOND: 50,
  RATE_PER_CHANNEL_PER_SECOND: 1_000,
  WS_MAX_SOCKETS_PER_CHANNEL: 10_000,
  WS_MAX_SOCKETS_PER_PERSON: 50,
  WS_MAX_UNKNOWN_PER_ADDRESS: 200,
} as const satisfies Partial<Record<keyof Values, number>>;
type LimitedInProduction = keyof typeof IN_PRODUCTION;

/** The settings, checked. */
export interface Config
  extends
    Omit<Values, 'HOST' | 'PLAYGROUND' | 'PUBLIC_URL' | 'LINK_URL' | LimitedInProduction>,
    Readonly<Record<LimitedInProduction, number>> {
  readonly HOST: string;
  readonly PLAYGROUND: boolean;
  /** Without a slash at its end; LINK_URL likewise. */
  readonly PUBLIC_URL: string;
  readonly LINK_URL: string;
  readonly auth: AuthChoice;
  /** Null: this process carries none. */
  readonly media: MediaChoice | null;
  /** Null: this process has no phone line. */
  readonly phone: PhoneChoice | null;
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
      PLAYGROUND: complete.PLAYGROUND ?? complete.NODE_ENV !== 'production',
      ...limitsOf(complete),
      PUBLIC_URL: publicUrl,
      LINK_URL: withoutSlash(complete.LINK_URL ?? publicUrl),
      AUTH_MAX_TOKEN_AGE_S:
        complete.AUTH_MAX_TOKEN_AGE_S ?? (complete.NODE_ENV === 'production' ? PRODUCTION_TOKEN_AGE_S : null),
      auth: authChoice(complete),
      media: mediaChoice(complete),
      phone: phoneChoice(complete) ?? (authChoice(complete).mode === 'development' ? playedPhone(complete) : null),
    },
  };
}

function limitsOf(values: Values): Record<LimitedInProduction, number> {
  const names = Object.keys(IN_PRODUCTION) as LimitedInProduction[];
  const limit = (name: LimitedInProduction): number =>
    values[name] ?? (values.NODE_ENV === 'production' ? IN_PRODUCTION[name] : 0);
  return Object.fromEntries(names.map((name) => [name, limit(name)])) as Record<LimitedInProduction, number>;
}

function mediaChoice(values: Values): MediaChoice | null {
  const production = values.NODE_ENV === 'production';
  const { MEDIA, MEDIA_ANNOUNCED_ADDRESS: announcedAddress } = values;
  if (MEDIA === false || (MEDIA === null && production && announcedAddress === null)) return null;
  return {
    listenIp: values.MEDIA_LISTEN_IP ?? (production ? '0.0.0.0' : '127.0.0.1'),
    announcedAddress,
    port: values.MEDIA_PORT ?? (production ? PRODUCTION_MEDIA_PORT : 0),
    workers: values.MEDIA_WORKERS ?? availableParallelism(),
    workerBin: values.MEDIA_WORKER_BIN,
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
  found.push(...mediaProblems(values), ...relayProblems(values), ...phoneProblems(values));
  if (values.NODE_ENV === 'production') found.push(...productionProblems(values));
  return found;
}

function productionProblems(values: Partial<Values>): string[] {
  return [...authProblems(values), ...linkProblems(values), ...playedProblems(values)];
}

/** No client can reach 0.0.0.0. */
function mediaProblems({
  NODE_ENV,
  MEDIA,
  MEDIA_LISTEN_IP: listenIp,
  MEDIA_ANNOUNCED_ADDRESS,
}: Partial<Values>): string[] {
  const everywhere = listenIp === '0.0.0.0' || listenIp === '::' || (!listenIp && NODE_ENV === 'production');
  return MEDIA === true && everywhere && !MEDIA_ANNOUNCED_ADDRESS
    ? ['MEDIA_ANNOUNCED_ADDRESS must be set where media are listened for everywhere: clients have to be told where']
    : [];
}

function relayProblems({ ICE_SERVERS, TURN_SECRET }: Partial<Values>): string[] {
  return ICE_SERVERS?.some((url) => url.startsWith('turn')) && !TURN_SECRET
    ? ['TURN_SECRET must be set where ICE_SERVERS names a relay: it lets nobody in without']
    : [];
}

/** Whoever plays telephones calls at will, and proves nothing. */
function playedProblems({ SIP_DEV_PORT }: Partial<Values>): string[] {
  return SIP_DEV_PORT && SIP_DEV_PORT.port !== null
    ? ['SIP_DEV_PORT may not be set under NODE_ENV=production: telephones are played in development mode alone']
    : [];
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
