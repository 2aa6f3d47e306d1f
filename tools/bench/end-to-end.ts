import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MEET_EVENTS, SET_CAMERA, type MeetEventMessage } from '../demo/operations.ts';
import { openSession, type Session } from '../demo/session.ts';
import { startServer } from '../released-server.ts';
import { beginMeet } from './begin-meet.ts';
import type { Benchmark } from './benchmark.ts';
import { quantile } from './rounds.ts';

const SAMPLES = 200;
const WARM_UP = 50;
const IDLE_MS = 5;
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
