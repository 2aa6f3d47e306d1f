import { type Client, createClient } from 'graphql-ws/client';
import type { ApiError, Loss } from './loss.ts';
import type { Platform } from './platform.ts';

export interface Request {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface AttemptOptions {
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly pingEveryMs: number;
  readonly platform: Platform;
}

/** What an attempt tells, until it has told its one end (`lost` or `completed`) or was dropped. */
export interface AttemptListener {
  /** The server accepted the token; the subscription is asked for next. */
  admitted(): void;
  /** The server answered a ping. */
  answered(): void;
  came(data: Readonly<Record<string, unknown>>): void;
  lost(loss: Loss): void;
  /** The server ended the subscription in good order. */
  completed(): void;
}

/**
 * One subscription on one socket of its own, with a fresh token. It never reconnects by itself: graphql-ws would send the
 * same request again, whose position has gone stale. Answers how to drop it, which is safe twice; then nothing is told.
 */
export function attempt(request: Request, options: AttemptOptions, listener: AttemptListener): () => void {
  let over = false;
  let hangUp = (): void => undefined;
  const end = (tell: () => void): void => {
    if (over) return;
    over = true;
    hangUp();
    tell();
  };
  tokenOf(options).then(
    (token) => {
      if (!over)
        hangUp = subscribe(
          request,
          token,
          options,
          guarded(listener, () => over, end),
        );
    },
    (error: unknown) => end(() => listener.lost({ by: 'token', error })),
  );
  return () => end(() => undefined);
}

/** Async, so that a `token` that throws at once is a rejection like any other. */
const tokenOf = async ({ token }: AttemptOptions): Promise<string> => token();

function guarded(listener: AttemptListener, isOver: () => boolean, end: (tell: () => void) => void): AttemptListener {
  const unlessOver = (tell: () => void): void => {
    if (!isOver()) tell();
  };
  return {
    admitted: () => unlessOver(() => listener.admitted()),
    answered: () => unlessOver(() => listener.answered()),
    came: (data) => unlessOver(() => listener.came(data)),
    lost: (loss) => end(() => listener.lost(loss)),
    completed: () => end(() => listener.completed()),
  };
}

/** Opens the socket and asks; answers how to hang up. */
function subscribe(request: Request, token: string, options: AttemptOptions, listener: AttemptListener): () => void {
  let admitted = false;
  const client: Client = createClient({
    url: options.url.replace(/^http/, 'ws'),
    connectionParams: { authorization: `Bearer ${token}` },
    webSocketImpl: options.platform.WebSocket,
    retryAttempts: 0,
    keepAlive: options.pingEveryMs,
    on: {
      connected() {
        admitted = true;
        listener.admitted();
      },
      pong: (received) => received && listener.answered(),
      // Before graphql-ws acts on it: a close with 1000 would make it subscribe again by itself.
      closed: (event) => listener.lost(lossOf(event, admitted)),
      error: () => listener.lost({ by: 'network' }),
    },
  });
  client.subscribe<Record<string, unknown>>(request, {
    next: ({ data, errors }) => (data ? listener.came(data) : listener.lost({ by: 'errors', errors: errors ?? [] })),
    // Closes and broken connections have been told by then; what is left are the server's errors.
    error: (errors) => listener.lost({ by: 'errors', errors: Array.isArray(errors) ? (errors as ApiError[]) : [] }),
    complete: () => listener.completed(),
  });
  // `dispose` would wait for a socket that is not open yet.
  return () => (admitted ? void client.dispose() : client.terminate());
}

/** Browsers tell a broken connection as a close with 1006, and one that never gave a code as 1005. */
function lossOf(event: unknown, admitted: boolean): Loss {
  const { code, reason } = event as { code?: unknown; reason?: unknown };
  if (typeof code !== 'number' || code === 1005 || code === 1006) return { by: 'network' };
  return { by: 'close', code, reason: typeof reason === 'string' ? reason : '', admitted };
}
