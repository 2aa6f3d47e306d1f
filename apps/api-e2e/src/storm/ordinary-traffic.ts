import { type IncomingMessage, request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { openSocket, type SocketClient } from '../socket-client.ts';
import type { RunningServer } from '../running-server.ts';
import type { Ground } from './input.ts';

/** How long what is ordinary may take while malformed input comes in. */
export const ALIVE_WITHIN_MS = 5_000;
/** How many ordinary clients there are at a time. */
const CLIENTS = 16;

const QUERIES = [
  '{ viewer { id role } }',
  '{ meets(first: 20) { edges { cursor node { id state kind } } } }',
  '{ events(first: 20) { edges { cursor node { id type occurredAt } } } }',
  'query($id: ID!) { meet(id: $id) { id state } }',
];
const ROLES = ['manager', 'customer', 'integrator', 'analyst'] as const;
const FOLLOW = 'subscription { meetEvents { __typename ... on CaughtUp { position } } }';

/** Asks on a connection of its own, as each malformed input has one. */
async function ask(server: RunningServer, token: string, query: string): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const sent = httpRequest(`${server.url}/graphql`, {
    ...{ method: 'POST', headers, agent: false, timeout: ALIVE_WITHIN_MS },
  });
  sent.on('timeout', () => sent.destroy(new Error(`no answer to ${query} within ${ALIVE_WITHIN_MS} ms`)));
  sent.end(JSON.stringify({ query, variables: { id: 'nowhere' } }));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await json(answer) };
}

/** Subscribes on a socket of its own; the position that `CaughtUp` names: of the last event of the channel. */
async function follow(server: RunningServer, token: string): Promise<string> {
  const client = openSocket(server);
  client.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  try {
    await client.message('connection_ack');
    client.send({ type: 'subscribe', id: '1', payload: { query: FOLLOW } });
    const { payload } = await client.message('next', '1');
    return /"CaughtUp","position":"([^"]+)"/.exec(JSON.stringify(payload))?.[1] ?? 'no position';
  } finally {
    client.socket.close();
  }
}

/** Thousands of valid requests, and a socket with a subscription for every tenth: what any server has behind it. */
export async function ordinaryTraffic(
  server: RunningServer,
  { tokens }: Ground,
  requests: number,
  onDone: () => void,
): Promise<void> {
  let next = 0;
  const clients = Array.from({ length: CLIENTS }, async () => {
    for (let index = (next += 1); index <= requests; index = next += 1) {
      const token = tokens[ROLES[index % ROLES.length] ?? 'manager'];
      if (index % 10 === 0) await follow(server, tokens.integrator);
      else await ask(server, token, QUERIES[index % QUERIES.length] ?? '');
      onDone();
    }
  });
  await Promise.all(clients);
}

/** Somebody who was there before the storm, and has to be served through all of it. */
export interface Witness {
  /** The channel's last position, where everything ordinary is as it was; throws where something is not. */
  look(): Promise<string>;
  close(): void;
}

export async function openWitness(server: RunningServer, { tokens }: Ground): Promise<Witness> {
  const client = openSocket(server);
  client.send({ type: 'connection_init', payload: { authorization: `Bearer ${tokens.manager}` } });
  await client.message('connection_ack');
  let pings = 0;
  return {
    async look() {
      const { status, body } = await ask(server, tokens.manager, '{ viewer { id } }');
      if (status !== 200 || JSON.stringify(body) !== '{"data":{"viewer":{"id":"ma-1"}}}') {
        throw new Error(`a valid query was answered ${status} ${JSON.stringify(body)}`);
      }
      await pinged(client, (pings += 1));
      return follow(server, tokens.integrator);
    },
    close: () => client.socket.close(),
  };
}

/** The old socket still answers. */
async function pinged(client: SocketClient, ping: number): Promise<void> {
  client.messages.splice(0);
  client.send({ type: 'ping', payload: { ping } });
  await client.message('pong');
  if (!client.isOpen()) throw new Error('a socket that did nothing wrong was closed');
}
