import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sipPhoneLine } from '@meets/telephony';
import { provideProgram } from '../../programs/debian-program.ts';
import { SIPP } from '../../programs/sipp.ts';
import type { Benchmark } from '../benchmark.ts';
import { callBySipp } from './sipp-calls.ts';

const CALLS_PER_SECOND = 100;
const NUMBER = '07012345678';
/** How long it may take until nothing is remembered of the last call any more. */
const FORGOTTEN_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;
const HOST = '127.0.0.1';

const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;

/**
 * Calls that come in from somebody else's SIP over UDP, ring, are answered and hung up: how many a second without a message that had to be
 * repeated, how soon they ring, what one costs, and how long after the last one all of them are forgotten.
 */
export const phoneCalls: Benchmark = async ({ folder, callSeconds, progress }) => {
  progress.begin(`${CALLS_PER_SECOND} calls a second by telephone, for ${callSeconds} s`, 2);
  const program = await provideProgram(SIPP);
  if (program === null) throw new Error('there is no sipp');
  const line = sipPhoneLine({
    listen: [{ transport: 'udp', host: HOST, port: 0 }],
    trunks: [{ trunkId: 'bench', numbers: [NUMBER], from: [HOST], to: null }],
    sound: { ports: { from: 0, to: 0 } },
  });
  await line.start();
  const open = sockets();
  line.onIncoming((call) => {
    call.ring();
    void call.answer();
  });
  const cpu = process.cpuUsage();
  const [port = 0] = line.ports();
  const load = { program, folder: join(folder, 'phone'), port, number: NUMBER };
  const began = performance.now();
  const figures = await callBySipp({ ...load, callsPerSecond: CALLS_PER_SECOND, seconds: callSeconds });
  const lasted = performance.now() - began;
  const spent = process.cpuUsage(cpu);
  progress.tick();
  const forgottenMs = await untilForgotten(() => {
    const { calls, members, transactions } = line.sizes();
    return calls + members + transactions === 0 && sockets() <= open;
  });
  progress.tick();
  const { sent, received } = line.counts().repetitions;
  await line.close();
  const sorted = figures.ringMs.toSorted((one, other) => one - other);
  const p99 = sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.POSITIVE_INFINITY;
  const figure = (must: number, stretch = must) => ({ of: 'figure', must, stretch }) as const;
  return [
    {
      name: 'calls by telephone',
      unit: 'calls/s',
      store: (figures.succeeded * 1_000) / lasted,
      raw: null,
      aim: figure(90, 95),
    },
    {
      name: 'messages repeated, both ways',
      unit: 'messages',
      store: figures.retransmissions + sent + received,
      raw: null,
      aim: figure(0),
    },
    { name: 'INVITE to 180, p99', unit: 'ms', store: p99, raw: null, aim: figure(50, 20) },
    {
      name: 'CPU of a call by telephone',
      unit: 'ms',
      store: (spent.user + spent.system) / 1_000 / figures.succeeded,
      raw: null,
      aim: null,
    },
    { name: 'all calls forgotten after', unit: 's', store: forgottenMs / 1_000, raw: null, aim: figure(40) },
  ];
};

async function untilForgotten(forgotten: () => boolean): Promise<number> {
  const began = performance.now();
  while (!forgotten() && performance.now() - began < FORGOTTEN_WITHIN_MS) {
    await pause(LOOK_EVERY_MS);
  }
  return performance.now() - began;
}
