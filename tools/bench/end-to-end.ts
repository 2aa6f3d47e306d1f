import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ACCEPT_MEET,
  LET_CUSTOMERS_START,
  MEET_EVENTS,
  PUT_CHANNEL,
  PUT_CUSTOMER,
  PUT_MANAGER,
  PUT_USER_CHAT,
  SET_CAMERA,
  SET_PRESENCE,
  START_MEET,
  type MeetEventMessage,
  type MeetResult,
} from '../demo/operations.ts';
import { openSession, type Session } from '../demo/session.ts';
import { RELEASE_ENTRY } from '../bundle.ts';
import type { Benchmark } from './benchmark.ts';
import { quantile } from './rounds.ts';

const SAMPLES = 200;
const WARM_UP = 50;
const IDLE_MS = 5;
const READY_WITHIN_MS = 30_000;
const CHANNEL = 'bench';

/**
 * The whole way in the built service, on an idle server: from sending a mutation over HTTP to the event in a WebSocket
 * subscriber's hand. Beside it stands the least that HTTP and GraphQL cost here: a query of `__typename`.
 */
export const endToEnd: Benchmark = async ({ folder, progress }) => {
  progress.begin('mutation → WebSocket subscriber, idle', SAMPLES + WARM_UP);
  const server = await startServer(join(folder, 'server'));
  const [host, manager, customer] = await Promise.all(
    [
      ['integrator', 'host'],
      ['manager', 'mina'],
      ['customer', 'chulsoo'],
    ].map(([role = '', sub = '']) => openSession(server.url, { channel: CHANNEL, role, sub })),
  );
  if (!host || !manager || !customer) throw new Error('three sessions were opened');
  try {
    const meetId = await beginMeet(host, manager, customer);
    const { deliveredMs, queryMs } = await toggleCamera(server.url, host, customer, meetId, progress.tick);
    return (
      [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const
    ).map(([name, share]) => ({
      name: `mutation → WebSocket, idle, ${name}`,
      unit: 'ms' as const,
      store: quantile(deliveredMs, share),
      raw: quantile(queryMs, share),
      aim: null,
    }));
  } finally {
    await Promise.all([host, manager, customer].map((session) => session.close()));
    await server.stop();
  }
};

async function beginMeet(host: Session, manager: Session, customer: Session): Promise<string> {
  await host.act(PUT_CHANNEL, { name: 'Bench', paidPlan: true });
  await host.act(PUT_MANAGER, { id: 'mina', name: 'Mina', operatorSeat: true });
  await host.act(PUT_CUSTOMER, { id: 'chulsoo' });
  await host.act(PUT_USER_CHAT, { id: 'chat', customerId: 'chulsoo', assigneeId: 'mina', managerIds: ['mina'] });
  await host.act(LET_CUSTOMERS_START, { customersMayStart: true });
  await host.act(SET_PRESENCE, { managerId: 'mina', online: true });
  await host.act(SET_PRESENCE, { customerId: 'chulsoo', online: true });
  const { meet } = await customer.act<MeetResult>(START_MEET, { place: { userChatId: 'chat' }, kind: 'VOICE' });
  if (!meet) throw new Error('an accepted startMeet names its meet');
  await manager.act(ACCEPT_MEET, { meetId: meet.id });
  return meet.id;
}

async function toggleCamera(
  url: string,
  host: Session,
  customer: Session,
  meetId: string,
  tick: () => void,
): Promise<{ deliveredMs: number[]; queryMs: number[] }> {
  const events = host.subscribe<MeetEventMessage>(MEET_EVENTS);
  await events.until('the first CaughtUp', ({ __typename }) => __typename === 'CaughtUp');
  const deliveredMs: number[] = [];
  const queryMs: number[] = [];
  for (let nth = 0; nth < SAMPLES + WARM_UP; nth += 1) {
    const type = nth % 2 === 0 ? 'CameraTurnedOn' : 'CameraTurnedOff';
    await pause(IDLE_MS);
    const began = performance.now();
    const arrived = events
      .until(type, (message) => message.__typename === 'MeetEvent' && message.type === type)
      .then(() => performance.now());
    const [, at] = await Promise.all([customer.act(SET_CAMERA, { meetId, on: nth % 2 === 0 }), arrived]);
    await pause(IDLE_MS);
    const asked = performance.now();
    await ask(url, customer.token);
    if (nth >= WARM_UP) {
      deliveredMs.push(at - began);
      queryMs.push(performance.now() - asked);
    }
    tick();
  }
  await events.stop();
  return { deliveredMs, queryMs };
}

async function ask(url: string, token: string): Promise<void> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{"query":"{ __typename }"}',
  });
  await answer.json();
}

/** The built service in a process of its own, as `npm start` runs it. */
async function startServer(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    NODE_ENV: 'development',
  };
  const child = spawn(process.execPath, [RELEASE_ENTRY], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null)
      throw new Error(`the server ended with code ${child.exitCode} before it was ready:\n${complaints}`);
    if (performance.now() > giveUpAt) {
      child.kill('SIGKILL');
      throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms:\n${complaints}`);
    }
    await pause(20);
  }
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('no port could be had');
  probe.close();
  await once(probe, 'close');
  return address.port;
}
