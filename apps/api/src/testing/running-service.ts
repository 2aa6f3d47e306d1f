import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryPersonKeys } from '@meets/event-store';
import { createMemoryEventStore } from '@meets/event-store/memory';
import { fakeMediaBridge } from '@meets/meet-domain/testing';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { logNotifier } from '../adapters/log-notifier.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { type Log, silentLog } from '../logging/log.ts';
import type { Adapters } from '../open-adapters.ts';
import { serve, type Service } from '../serve.ts';
import { type SteadyClock, steadyClock } from '../time/steady-clock.ts';

type Role = 'manager' | 'customer' | 'integrator' | 'analyst';

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly data?: Record<string, never> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly string[];
      readonly extensions: Record<string, unknown>;
    }[];
  };
}

/** The whole service in this process, on a port of its own. */
export interface RunningService extends Service {
  /** Every line that was logged. */
  readonly logged: string[];
  token(role: Role, sub: string, channel?: string): Promise<string>;
  /** Sends an operation; without a token where that is null. */
  ask(token: string | null, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** A raw WebSocket to a path, /graphql unless told. */
  socket(options?: { path?: string; origin?: string; protocol?: string }): TestSocket;
}

/** A WebSocket that keeps what came. */
export interface TestSocket {
  readonly socket: WebSocket;
  readonly messages: { readonly type: string; readonly id?: string; readonly payload?: unknown }[];
  /** How it was closed or refused; null while it is open. */
  ended(): { readonly code: number; readonly reason: string } | null;
  send(message: object | string): void;
}

/**
 * With the log in memory, unless `open` takes what the configuration names, as the service itself does; and by the machine's clock,
 * unless its `wall` clock is another.
 */
export async function runningService(
  environment: Record<string, string> = {},
  open: (config: Config, log: Log, clock: SteadyClock) => Promise<Adapters> | Adapters = inMemory,
  wall: Clock = systemClock,
): Promise<RunningService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'meets-api-'));
  const loaded = loadConfig({ NODE_ENV: 'test', PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, ...environment });
  if (!loaded.ok) throw new Error(loaded.problems.join('; '));
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const clock = steadyClock(wall);
  const { config } = loaded;
  const service = await serve({ config, log, adapters: await open(config, log, clock), clock });
  const tokens = new Map<string, string>();
  return {
    ...service,
    logged,
    async token(role, sub, channel = 'shop') {
      const body = JSON.stringify({ role, sub, channel });
      const known = tokens.get(body);
      if (known) return known;
      const answer = await fetch(`${service.url}/dev/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const { token } = (await answer.json()) as { token: string };
      tokens.set(body, token);
      return token;
    },
    async ask(token, query, variables = {}) {
      const headers = {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      const answer = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      return { status: answer.status, body: (await answer.json()) as Answer['body'] };
    },
    socket: (options) => openSocket(service.url, options),
    async close() {
      await service.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const inMemory = (): Adapters => ({
  store: createMemoryEventStore(),
  keys: createMemoryPersonKeys(),
  notifier: logNotifier(silentLog),
  media: fakeMediaBridge(),
  phone: null,
  phoneFigures: null,
  playedTelephones: null,
});

function openSocket(
  url: string,
  {
    path = '/graphql',
    origin,
    protocol = 'graphql-transport-ws',
  }: { path?: string; origin?: string; protocol?: string } = {},
): TestSocket {
  const socket = new WebSocket(url.replace('http', 'ws') + path, protocol, origin === undefined ? {} : { origin });
  const messages: TestSocket['messages'] = [];
  let ended: { code: number; reason: string } | null = null;
  const waiting: string[] = [];
  socket.on('open', () => waiting.forEach((message) => socket.send(message)));
  socket.on('message', (message: Buffer) =>
    messages.push(JSON.parse(message.toString()) as TestSocket['messages'][number]),
  );
  socket.on('error', (error) => (ended ??= { code: 0, reason: error.message }));
  socket.on('close', (code, reason) => (ended ??= { code, reason: String(reason) }));
  return {
    socket,
    messages,
    ended: () => ended,
    send(message) {
      const text = typeof message === 'string' ? message : JSON.stringify(message);
      if (socket.readyState === socket.OPEN) socket.send(text);
      else waiting.push(text);
    },
  };
}
