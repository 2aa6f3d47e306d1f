import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { pause, type RunningServer } from './running-server.ts';

export type Role = 'manager' | 'customer' | 'integrator' | 'analyst';

/** How long a subscriber is waited for before the test says what is missing. */
const EXPECT_WITHIN_MS = 10_000;

export interface GraphqlError {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

/** One person (or system) talking to the API over HTTP and WebSocket, as any frontend would. */
export interface Session {
  readonly token: string;
  /** The operation's data; throws where the answer holds errors. */
  run<Data>(document: string, variables?: Record<string, unknown>): Promise<Data>;
  /** The whole answer, errors included. */
  ask<Data>(
    document: string,
    variables?: Record<string, unknown>,
  ): Promise<{ data?: Data | null; errors?: GraphqlError[] }>;
  subscribe<Data>(document: string, variables?: Record<string, unknown>): Subscriber<Data>;
  close(): Promise<void>;
}

export interface Subscriber<Data> {
  readonly received: Data[];
  readonly errors: unknown[];
  /** Set once the server or the socket ended it. */
  closed(): { code?: number; reason?: string } | null;
  /** Waits until the messages so far satisfy the condition; says what came instead where they never do. */
  until(what: string, condition: (received: Data[]) => boolean): Promise<Data[]>;
  stop(): Promise<void>;
}

/** A development token for somebody of a channel. */
export async function tokenFor(
  server: Pick<RunningServer, 'url'>,
  channel: string,
  role: Role,
  sub: string,
): Promise<string> {
  const answer = await fetch(`${server.url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel, role, sub }),
  });
  if (!answer.ok) throw new Error(`POST /dev/token: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}

/** Opens a session for somebody of a channel; the socket is opened with the first subscription. */
export async function sessionFor(
  server: Pick<RunningServer, 'url'>,
  channel: string,
  role: Role,
  sub: string,
): Promise<Session> {
  const token = await tokenFor(server, channel, role, sub);
  const sockets: Client[] = [];
  const ask = <Data>(document: string, variables: Record<string, unknown> = {}) =>
    post<Data>(server, token, document, variables);
  return {
    token,
    ask,
    async run<Data>(document: string, variables: Record<string, unknown> = {}) {
      const { data, errors } = await ask<Data>(document, variables);
      if (errors || !data) throw new Error(`GraphQL errors: ${JSON.stringify(errors)}`);
      return data;
    },
    subscribe<Data>(document: string, variables: Record<string, unknown> = {}) {
      const opened = openSubscriber<Data>(server, token, document, variables);
      sockets.push(opened.socket);
      return opened.subscriber;
    },
    close: async () => void (await Promise.all(sockets.map((socket) => socket.dispose()))),
  };
}

async function post<Data>(
  server: Pick<RunningServer, 'url'>,
  token: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<{ data?: Data | null; errors?: GraphqlError[] }> {
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as { data?: Data | null; errors?: GraphqlError[] };
}

function openSubscriber<Data>(
  server: Pick<RunningServer, 'url'>,
  token: string,
  query: string,
  variables: Record<string, unknown>,
) {
  const received: Data[] = [];
  const errors: unknown[] = [];
  let ended: { code?: number; reason?: string } | null = null;
  const socket = createClient({
    url: server.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    on: { closed: (event) => (ended = event as { code?: number; reason?: string }) },
  });
  const unsubscribe = socket.subscribe<Data>(
    { query, variables },
    {
      next: (message) => (message.data ? received.push(message.data) : errors.push(...(message.errors ?? []))),
      error: (error) => errors.push(error),
      complete: () => (ended ??= {}),
    },
  );
  const subscriber: Subscriber<Data> = {
    received,
    errors,
    closed: () => ended,
    until: (what, condition) => untilReceived(what, received, errors, condition),
    async stop() {
      unsubscribe();
      await socket.dispose();
    },
  };
  return { socket, subscriber };
}

async function untilReceived<Data>(
  what: string,
  received: Data[],
  errors: unknown[],
  condition: (received: Data[]) => boolean,
): Promise<Data[]> {
  const giveUpAt = performance.now() + EXPECT_WITHIN_MS;
  while (!condition(received)) {
    if (performance.now() > giveUpAt) {
      throw new Error(
        `${what}: not within ${EXPECT_WITHIN_MS} ms; came ${JSON.stringify(received)}, errors ${JSON.stringify(errors)}`,
      );
    }
    await pause(5);
  }
  return received;
}
