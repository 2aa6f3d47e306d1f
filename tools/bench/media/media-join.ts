import { join } from 'node:path';
import { openSession } from '../../demo/session.ts';
import { startServer } from '../../released-server.ts';
import { putForMeet } from '../begin-meet.ts';
import type { Benchmark } from '../benchmark.ts';
import { quantile } from '../rounds.ts';
import { openBareForwarder } from './bare-forwarder.ts';
import { openBareSignalling } from './bare-signalling.ts';
import { needMediaWorker } from './forwarder.ts';
import { onPage } from './on-page.ts';
import { bundledPage, openBrowser, openPage } from './open-page.ts';
import type { JoiningPage } from './pages/joining.ts';

const JOINS = 40;
const WARM_UP = 3;
const IDS = { managerId: 'mina', customerId: 'chulsoo', userChatId: 'chat' };

type Person = ReturnType<typeof onPage<JoiningPage>>;

/**
 * From the manager's click on "accept" until both have the first packet of the other's voice, in two pages of a real Chromium: through
 * the built service and its SDK, and through bare mediasoup signalled over a bare WebSocket, in turns.
 */
export const mediaJoin: Benchmark = async ({ folder, progress }) => {
  await needMediaWorker();
  progress.begin('accept → first audio packet', JOINS + WARM_UP);
  await using opened = new AsyncDisposableStack();
  const server = await startServer(join(folder, 'media-join'), { MEDIA_WORKERS: '1' });
  opened.defer(() => server.stop());
  const forwarder = await openBareForwarder();
  opened.defer(() => forwarder.close());
  const signalling = await openBareSignalling(forwarder);
  opened.defer(() => signalling.close());
  const tokens = await tokensFor(server.url);
  const browser = await openBrowser();
  opened.defer(() => browser.close());
  const script = await bundledPage('joining', folder);
  const [manager, customer] = await Promise.all(
    [tokens.manager, tokens.customer].map(async (token) => {
      const page = await openPage(browser, `${server.url}/health/live`);
      await page.addScriptTag({ content: script });
      const person = onPage<JoiningPage>(page);
      await person('signIn', token);
      await person('connectBare', signalling.url);
      return person;
    }),
  );
  if (!manager || !customer) throw new Error('two pages were opened');
  const ours: number[] = [];
  const bare: number[] = [];
  for (let nth = 0; nth < JOINS + WARM_UP; nth += 1) {
    const oursMs = await joinThroughService(manager, customer);
    const bareMs = await joinBare(manager, customer, `room-${nth}`);
    forwarder.closeRoom(`room-${nth}`);
    if (nth >= WARM_UP) {
      ours.push(oursMs);
      bare.push(bareMs);
    }
    progress.tick();
  }
  return [
    figure('p50', 0.5, ours, bare, { of: 'figure', must: 400, stretch: 200 }),
    figure('p95', 0.95, ours, bare, { of: 'figure', must: 800, stretch: 400 }),
  ];
};

const figure = (
  name: string,
  share: number,
  ours: readonly number[],
  bare: readonly number[],
  aim: { readonly of: 'figure'; readonly must: number; readonly stretch: number },
) => ({
  ...{ name: `accept → first audio packet, both ways, ${name}`, unit: 'ms' as const, aim },
  ...{ store: quantile(ours, share), raw: quantile(bare, share) },
});

async function joinThroughService(manager: Person, customer: Person): Promise<number> {
  const meetId = await customer('callSomebody', IDS.userChatId);
  const answeredAt = await manager('answer', meetId);
  const heardAt = await Promise.all([manager('firstPacketAt'), customer('firstPacketAt')]);
  await manager('hangUp', meetId);
  await customer('hangUp', meetId);
  return Math.max(...heardAt) - answeredAt;
}

async function joinBare(manager: Person, customer: Person, roomId: string): Promise<number> {
  await customer('forgetConnections');
  const answeredAt = await manager('answerBare', roomId);
  const heardAt = await Promise.all([manager('firstPacketAt'), customer('firstPacketAt')]);
  await manager('hangUpBare');
  await customer('hangUpBare');
  return Math.max(...heardAt) - answeredAt;
}

/** Puts what their meets need; the tokens of the two. */
async function tokensFor(url: string): Promise<{ readonly manager: string; readonly customer: string }> {
  const open = (role: string, sub: string) => openSession(url, { channel: 'bench', role, sub });
  const sessions = [
    await open('integrator', 'host'),
    await open('manager', IDS.managerId),
    await open('customer', IDS.customerId),
  ];
  const [host, manager, customer] = sessions;
  if (!host || !manager || !customer) throw new Error('three sessions were opened');
  await putForMeet(host, IDS);
  await Promise.all(sessions.map((session) => session.close()));
  return { manager: manager.token, customer: customer.token };
}
