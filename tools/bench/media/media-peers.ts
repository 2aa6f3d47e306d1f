import { setTimeout as pause } from 'node:timers/promises';
import { MAX_PARTICIPANTS } from '@meets/meet-domain';
import type { Benchmark } from '../benchmark.ts';
import { interleave } from '../rounds.ts';
import { openBareForwarder } from './bare-forwarder.ts';
import { openBridgeForwarder } from './bridge-forwarder.ts';
import { type Forwarder, needMediaWorker } from './forwarder.ts';
import { onPage } from './on-page.ts';
import { bundledPage, openBrowser, openEmptySite, openPage } from './open-page.ts';
import type { ForwardingPage } from './pages/forwarding.ts';

/** More rounds tell little more. */
const MOST_ROUNDS = 6;
/** How long the packets of a round are counted. */
const COUNTED_MS = 4_000;
/** From the first packet until as many flow as will. */
const SETTLED_WITHIN_MS = 1_000;
const PEERS = MAX_PARTICIPANTS;

type Peers = ReturnType<typeof onPage<ForwardingPage>>;

interface Figures extends Record<string, number> {
  /** CPU of worker and Node for one packet that came to one peer. */
  readonly packetUs: number;
  /** How many such peers a core would carry, were it to do nothing else. */
  readonly peersACore: number;
}

/**
 * A voice meet of ten in a real Chromium, each of whom receives the nine others: what passing on one packet costs, by the service's
 * adapter and by bare mediasoup, each on a worker of its own; one is held while the other is measured.
 */
export const mediaPeers: Benchmark = async ({ folder, rounds, progress }) => {
  await needMediaWorker();
  const measuredRounds = Math.min(rounds, MOST_ROUNDS);
  progress.begin(`a voice meet of ${PEERS}`, 2 * (measuredRounds + 1));
  await using opened = new AsyncDisposableStack();
  const forwarders = { ours: await openBridgeForwarder(), bare: await openBareForwarder() };
  for (const forwarder of Object.values(forwarders)) opened.defer(() => forwarder.close());
  const browser = await openBrowser();
  opened.defer(() => browser.close());
  const site = await openEmptySite();
  opened.defer(() => site.close());
  const page = await openPage(browser, site.url);
  await page.exposeFunction('ask', (name: 'ours' | 'bare', call: keyof Forwarder, ...args: readonly unknown[]) =>
    (forwarders[name][call] as (...args: readonly unknown[]) => unknown)(...args),
  );
  await page.addScriptTag({ content: await bundledPage('forwarding', folder) });
  const peers = onPage<ForwardingPage>(page);
  for (const name of ['ours', 'bare'] as const) {
    await peers('fill', name, PEERS);
    await peers('hold', name, true);
  }
  const figures = await interleave(
    measuredRounds,
    () => measure(peers, 'ours', forwarders.ours),
    () => measure(peers, 'bare', forwarders.bare),
    progress.tick,
  );
  return [
    {
      ...{ name: `CPU a forwarded packet, voice meet of ${PEERS}`, unit: 'µs' },
      ...{ store: figures.store.packetUs, raw: figures.raw.packetUs },
      aim: { of: 'ratio', must: 1.1, stretch: 1.03 },
    },
    {
      ...{ name: `peers a core, voice meets of ${PEERS}`, unit: 'peers' },
      ...{ store: figures.store.peersACore, raw: figures.raw.peersACore },
      aim: null,
    },
  ];
};

async function measure(peers: Peers, name: 'ours' | 'bare', { worker }: Forwarder): Promise<Figures> {
  await peers('hold', name, false);
  await pause(SETTLED_WITHIN_MS);
  const before = { packets: await peers('received', name), ms: await cpuMs(worker), at: performance.now() };
  await pause(COUNTED_MS);
  const usedMs = (await cpuMs(worker)) - before.ms;
  const tookMs = performance.now() - before.at;
  const packets = (await peers('received', name)) - before.packets;
  await peers('hold', name, true);
  return { packetUs: (usedMs * 1_000) / packets, peersACore: (PEERS * tookMs) / usedMs };
}

/** Of the worker's process and of this one. */
async function cpuMs(worker: Forwarder['worker']): Promise<number> {
  const { ru_utime, ru_stime } = await worker.getResourceUsage();
  const { user, system } = process.cpuUsage();
  return ru_utime + ru_stime + (user + system) / 1_000;
}
