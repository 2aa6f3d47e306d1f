import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@meets/telephony/testing/free-port';
import { openSession } from '../demo/session.ts';
import { isReady, startServer } from '../released-server.ts';
import type { Benchmark } from './benchmark.ts';
import { beginMeet } from './begin-meet.ts';
import type { Measurement } from './report.ts';
import { interleave } from './rounds.ts';

const REQUESTS = 1_000;
/** Before they are counted, of each query: V8 goes on compiling for some ten thousand requests, which a server has long behind it. */
const WARM_REQUESTS = 12_000;
const AT_ONCE = 8;

/** A meet as a list or a window shows it: ten fields. The aim of a query's CPU is for this one. */
const MEET_FIELDS = 'id kind state direction startedAt answeredAt endedAt ringDeadline accent position';

/** The least a server can do with a request: read its JSON and answer with a constant. `GET /metrics` tells its CPU. */
const RAW_SERVER = `
  require('node:http').createServer((request, response) => {
    if (request.method === 'GET') {
      const { user, system } = process.cpuUsage();
      return response.end('process_cpu_seconds_total ' + (user + system) / 1e6);
    }
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => (body += chunk)).on('end', () => {
      JSON.parse(body);
      response.setHeader('content-type', 'application/json');
      response.end('{"data":{"__typename":"Query"}}');
    });
  }).listen(Number(process.argv[1]), '127.0.0.1');
`;

/**
 * What one query costs a server that has been running for a while, all its threads together: CPU, not time, so a slow
 * client makes no difference.
 */
export const queryCpu: Benchmark = async ({ folder, rounds, progress }) => {
  const [server, raw] = [await startServer(join(folder, 'queries')), await startRawServer()];
  const open = (role: string, sub: string) => openSession(server.url, { channel: 'bench', role, sub });
  const sessions = [await open('integrator', 'host'), await open('manager', 'mina'), await open('customer', 'chulsoo')];
  const [host, manager, customer] = sessions;
  if (!host || !manager || !customer) throw new Error('three sessions were opened');
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  try {
    const meetId = await beginMeet(host, manager, customer);
    const measured: Measurement[] = [];
    for (const { name, query, aim } of queriesFor(meetId)) {
      progress.begin(`server CPU of ${name}`, 2 * (rounds + 1) + 2);
      const ask = (url: string, times: number) => cpuPerRequest(url, agent, { query, token: manager.token, times });
      const costOf = (url: string) => async () => ({ us: await ask(url, REQUESTS) });
      for (const { url } of [server, raw]) {
        await ask(url, WARM_REQUESTS);
        progress.tick();
      }
      const figures = await interleave(rounds, costOf(server.url), costOf(raw.url), progress.tick);
      measured.push({ name: `CPU of ${name}`, unit: 'µs', store: figures.store.us, raw: figures.raw.us, aim });
    }
    return measured;
  } finally {
    agent.destroy();
    await Promise.all(sessions.map((session) => session.close()));
    await Promise.all([server.stop(), raw.stop()]);
  }
};

const queriesFor = (meetId: string) => [
  { name: '{ __typename }', query: { query: '{ __typename }' }, aim: null },
  {
    name: 'meet(id), ten fields',
    query: { query: `query Meet($id: ID!) { meet(id: $id) { ${MEET_FIELDS} } }`, variables: { id: meetId } },
    aim: { of: 'figure', must: 280, stretch: 200 } as const,
  },
  {
    name: 'meets(first: 20)',
    query: { query: `{ meets(first: 20) { edges { cursor node { ${MEET_FIELDS} } } pageInfo { hasNextPage } } }` },
    aim: null,
  },
];

interface Asked {
  readonly query: object;
  readonly token: string;
  readonly times: number;
}

async function cpuPerRequest(url: string, agent: Agent, { query, token, times }: Asked): Promise<number> {
  const body = JSON.stringify(query);
  const before = await cpuSeconds(url);
  let left = times;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await post(`${url}/graphql`, agent, body, token);
    }),
  );
  return (((await cpuSeconds(url)) - before) * 1e6) / times;
}

async function cpuSeconds(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1];
  if (seconds === undefined) throw new Error(`${url}/metrics does not tell process_cpu_seconds_total`);
  return Number(seconds);
}

function post(url: string, agent: Agent, body: string, token: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', agent, headers }, (answer) => {
      const right = answer.statusCode === 200;
      answer.resume().on('end', () => (right ? resolve() : reject(new Error(`${url}: ${answer.statusCode}`))));
    });
    asking.on('error', reject).end(body);
  });
}

async function startRawServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort('127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['-e', RAW_SERVER, String(port)], { stdio: ['ignore', 'ignore', 'inherit'] });
  while (!(await isReady(url))) await pause(10);
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
