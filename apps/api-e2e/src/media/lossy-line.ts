import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { seededRandom } from '../seeded-random.ts';

const LOOPBACK = '127.0.0.1';
const SEED = 20_261_126;

/** A network between a page's media and the server's that loses as many packets, each way, as a test says. */
export interface LossyLine {
  /** From 0 (nothing) to 1 (everything). */
  lose(share: number): void;
  /** Has the page's media go over it, and over nothing else. */
  lead(page: Page): Promise<void>;
  close(): void;
}

interface Candidate {
  readonly protocol: string;
  readonly port: number;
}

export function openLossyLine(): LossyLine {
  const random = seededRandom(SEED);
  const sockets: Socket[] = [];
  const relays = new Map<number, Promise<number>>();
  let share = 0;
  const bound = async (): Promise<Socket> => {
    const socket = createSocket('udp4');
    sockets.push(socket);
    socket.bind(0, LOOPBACK);
    await once(socket, 'listening');
    return socket;
  };
  const carry = (to: Socket, port: number) => (packet: Buffer) => {
    if (random.next() >= share) to.send(packet, port, LOOPBACK);
  };
  /** A port that leads to that port of the server's, for any number of the browser's. */
  async function relayTo(port: number): Promise<number> {
    const front = await bound();
    const backs = new Map<number, Promise<Socket>>();
    const backFor = async (client: number): Promise<Socket> => {
      const back = await bound();
      back.on('message', carry(front, client));
      return back;
    };
    front.on('message', (packet: Buffer, { port: client }: RemoteInfo) => {
      const back = backs.get(client) ?? backFor(client);
      backs.set(client, back);
      void back.then((socket) => carry(socket, port)(packet));
    });
    return front.address().port;
  }
  const through = async (candidate: Candidate): Promise<Candidate> => {
    const relay = relays.get(candidate.port) ?? relayTo(candidate.port);
    relays.set(candidate.port, relay);
    return { ...candidate, port: await relay };
  };
  return {
    lose: (of) => void (share = of),
    async lead(page) {
      await page.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const answer = (await response.json()) as { data?: { result?: { terms?: { iceCandidates?: Candidate[] } } } };
        const terms = answer.data?.result?.terms;
        const datagrams = terms?.iceCandidates?.filter(({ protocol }) => protocol === 'udp');
        if (terms && datagrams) terms.iceCandidates = await Promise.all(datagrams.map(through));
        await route.fulfill({ response, json: answer });
      });
    },
    close: () => sockets.forEach((socket) => void socket.close()),
  };
}
