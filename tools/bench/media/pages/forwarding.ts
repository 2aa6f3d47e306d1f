/*
 * Peers of rooms, all in one page: each sends one sound and receives everybody else's. What they ask a server for goes through `ask`,
 * which the benchmark exposes; which of its forwarders answers, they do not know.
 */
import type { types } from 'mediasoup-client';
import { Peer } from './peer.ts';
import { tone } from './sound.ts';

declare global {
  var ask: (forwarder: string, call: string, ...args: readonly unknown[]) => Promise<never>;
}

interface FullRoom {
  readonly peers: readonly Peer[];
  readonly sent: readonly types.Producer[];
}

const rooms = new Map<string, FullRoom>();
const sound = tone();

/** Opens a room and fills it: everybody sends and receives everybody else, until it is held. */
async function fill(forwarder: string, count: number): Promise<void> {
  const roomId = 'full';
  const capabilities: types.RtpCapabilities = await ask(forwarder, 'openRoom', roomId);
  const peers: Peer[] = [];
  for (let n = 0; n < count; n += 1) {
    const seat = { roomId, peerId: `peer-${n}` };
    await ask(forwarder, 'admit', seat);
    peers.push(await Peer.open((call, ...args) => ask(forwarder, call, ...args), seat, capabilities));
  }
  const sent = await Promise.all(peers.map((peer) => peer.send(sound)));
  rooms.set(forwarder, { peers, sent });
  await Promise.all(
    peers.map(async (peer, n) => {
      for (const { id } of sent) if (id !== sent[n]?.id) await peer.receive(id);
    }),
  );
}

/** Nobody sends a packet while it is held. */
function hold(forwarder: string, held: boolean): void {
  for (const sent of rooms.get(forwarder)?.sent ?? []) {
    if (held) sent.pause();
    else sent.resume();
  }
}

/** How many packets have come to all peers of the room together. */
async function received(forwarder: string): Promise<number> {
  const counts = await Promise.all((rooms.get(forwarder)?.peers ?? []).map((peer) => peer.received()));
  return counts.reduce((sum, count) => sum + count, 0);
}

const page = { fill, hold, received };
export type ForwardingPage = typeof page;
Object.assign(globalThis, { page });
