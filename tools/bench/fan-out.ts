import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSession } from '../demo/session.ts';
import { startServer } from '../released-server.ts';
import type { Benchmark, BenchmarkContext } from './benchmark.ts';
import { CHANNEL, openMeets } from './fan-out-meets.ts';
import { now, type Order, type Report } from './fan-out-clients.ts';
import type { Measurement } from './report.ts';
import { quantile } from './rounds.ts';

/** One event at a time, on a quiet server. */
const SINGLE_EVENTS = 40;
/** Before them, not counted: until V8 has compiled what runs for each message. */
const WARM_EVENTS = 20;
const SINGLE_PAUSE_MS = 60;
/** Events of a burst, from that many meets at once. */
const BURST_EVENTS = 160;
const MEETS = 16;
/** How many different managers the subscribers are. */
const PERSONS = 50;
const EVENTS =
  'subscription ($after: Position) { meetEvents(after: $after) { __typename ... on MeetEvent { id position type meetId occurredAt actor { __typename ... on Customer { id name } } } ... on CaughtUp { position } } }';

interface Figures {
  readonly cpuUs: number;
  readonly p99Ms: number;
  readonly burstPerSecond: number;
}

/** One event to many subscribers, and bursts of them, beside `ws` writing one prepared frame to as many sockets. */
export const fanOut =
  (subscribers: number): Benchmark =>
  async (context) => {
    context.progress.begin(`one event → ${subscribers} subscribers`, 2 * (WARM_EVENTS + SINGLE_EVENTS));
    const ours = await measureService(context, subscribers);
    const raw = await measureRaw(context, subscribers);
    const to = `→ ${subscribers.toLocaleString('en')} subscribers`;
    const aims = subscribers <= 1_000;
    const figure = (must: number, stretch: number): Measurement['aim'] =>
      aims ? { of: 'figure', must, stretch } : null;
    return [
      { name: `server CPU a message ${to}`, unit: 'µs', store: ours.cpuUs, raw: raw.cpuUs, aim: figure(12, 9) },
      { name: `event ${to}, p99`, unit: 'ms', store: ours.p99Ms, raw: raw.p99Ms, aim: figure(50, 30) },
      {
        name: `burst ${to}`,
        unit: 'events/s',
        store: ours.burstPerSecond,
        raw: raw.burstPerSecond,
        aim: figure(100, 250),
      },
    ];
  };

async function measureService({ folder, progress }: BenchmarkContext, subscribers: number): Promise<Figures> {
  const server = await startServer(join(folder, `fan-out-${subscribers}`));
  const clients = openReaders();
  const meets = await openMeets(server.url, MEETS);
  try {
    await repeated(WARM_EVENTS, () => meets.toggle());
    const alone = await cpuOf(server.url, () => repeated(SINGLE_EVENTS, () => meets.toggle()));
    await clients.open(server.url, subscribers, await subscriptions(server.url, meets.position));
    const single = await singles({ url: server.url, clients, emit: () => meets.toggle(), tick: progress.tick });
    // What the mutation itself costs is no part of a message.
    const cpuUs = (single.cpuUs - alone) / single.messages;
    const burst = await clients.await(BURST_EVENTS);
    await meets.toggleAll(BURST_EVENTS);
    const { lastMs } = await burst();
    return { cpuUs, p99Ms: single.p99Ms, burstPerSecond: (BURST_EVENTS / lastMs) * 1_000 };
  } finally {
    clients.stop();
    await meets.close();
    await server.stop();
  }
}

async function measureRaw({ progress }: BenchmarkContext, subscribers: number): Promise<Figures> {
  const server = fork(new URL('./fan-out-raw.ts', import.meta.url), { execArgv: QUIETLY });
  const clients = openReaders();
  try {
    const [{ url }] = (await once(server, 'message')) as [{ url: string }];
    await clients.open(url, subscribers, [['{"type":"connection_init"}']]);
    const emit = async (events = 1): Promise<void> => void (await fetch(`${url}/emit?events=${events}`));
    const single = await singles({ url, clients, emit, tick: progress.tick });
    const burst = await clients.await(BURST_EVENTS);
    await emit(BURST_EVENTS);
    const { lastMs } = await burst();
    return {
      cpuUs: single.cpuUs / single.messages,
      p99Ms: single.p99Ms,
      burstPerSecond: (BURST_EVENTS / lastMs) * 1_000,
    };
  } finally {
    clients.stop();
    server.kill();
  }
}

interface Singles {
  readonly url: string;
  readonly clients: Readers;
  readonly emit: () => Promise<void>;
  readonly tick: () => void;
}

async function singles({ url, clients, emit, tick }: Singles) {
  const firstMs: number[] = [];
  let messages = 0;
  const one = async (): Promise<void> => {
    const arrived = await clients.await(1);
    await emit();
    const report = await arrived();
    firstMs.push(...report.firstMs);
    messages = report.messages;
    tick();
    await pause(SINGLE_PAUSE_MS);
  };
  await repeated(WARM_EVENTS, one);
  firstMs.length = 0;
  const before = messages;
  const cpuUs = await cpuOf(url, () => repeated(SINGLE_EVENTS, one));
  return { cpuUs, messages: messages - before, p99Ms: quantile(firstMs, 0.99) };
}

/** The readers' process. */
interface Readers {
  open(url: string, count: number, messages: readonly string[][]): Promise<void>;
  /** From now on events are awaited; the answer resolves when they have come to all. */
  await(events: number): Promise<() => Promise<Report>>;
  stop(): void;
}

function openReaders(): Readers {
  const child = fork(new URL('./fan-out-clients.ts', import.meta.url), { execArgv: QUIETLY });
  const heard = async <Answer>(): Promise<Answer> => ((await once(child, 'message')) as [Answer])[0];
  const ask = async <Answer>(order: Order): Promise<Answer> => {
    const answer = heard<Answer>();
    child.send(order);
    return answer;
  };
  return {
    open: (url, count, messages) => ask({ order: 'open', port: Number(new URL(url).port), count, messages }),
    async await(events) {
      await ask({ order: 'await', events, sentAt: now() });
      const report = heard<Report>();
      return () => report;
    },
    stop: () => void child.kill(),
  };
}

const QUIETLY = ['--disable-warning=ExperimentalWarning'];

async function repeated(times: number, run: () => Promise<void>): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) await run();
}

/** What the server's process used meanwhile, in microseconds. */
async function cpuOf(url: string, run: () => Promise<void>): Promise<number> {
  const read = async (): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]) * 1e6;
  };
  const before = await read();
  await run();
  return (await read()) - before;
}

async function subscriptions(url: string, after: string): Promise<string[][]> {
  const messages: string[][] = [];
  for (let nth = 0; nth < PERSONS; nth += 1) {
    const session = await openSession(url, { channel: CHANNEL, role: 'manager', sub: `reader-${nth}` });
    const init = { type: 'connection_init', payload: { authorization: `Bearer ${session.token}` } };
    const subscribe = { type: 'subscribe', id: 'ID', payload: { query: EVENTS, variables: { after } } };
    messages.push([JSON.stringify(init), JSON.stringify(subscribe)]);
    await session.close();
  }
  return messages;
}
