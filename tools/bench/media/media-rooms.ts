import type { WebRtcTerms } from '@meets/meet-domain';
import type { Benchmark } from '../benchmark.ts';
import type { Measurement } from '../report.ts';
import { openBareForwarder } from './bare-forwarder.ts';
import { openBridgeForwarder } from './bridge-forwarder.ts';
import { type Forwarder, needMediaWorker, type Seat } from './forwarder.ts';
import { heapKib, residentKib } from './process-memory.ts';
import { browserCapabilities, microphoneTerms } from './opus-terms.ts';

/** As many are open at one time. */
const ROOMS_AT_ONCE = 100;
const BATCHES = 5;
const ROOMS = ROOMS_AT_ONCE * BATCHES;

interface Memory {
  readonly workerKib: number;
  readonly nodeKib: number;
}
type Open = () => Promise<Forwarder>;

/**
 * Rooms of two, of whom each has two transports, sends a microphone and receives the other's: what one takes of the worker's memory
 * and of Node's, and how much more is taken once 500 of them were opened and closed than was after the first 100. What these leave is
 * no loss: the worker's allocator keeps it, and gives it to the next. No packet goes through them.
 */
export const mediaRooms: Benchmark = async ({ progress }) => {
  await needMediaWorker();
  progress.begin(`${ROOMS} rooms opened and closed`, 2 * BATCHES);
  // One after the other, for Node's memory is one.
  const ours = await measure(openBridgeForwarder, progress.tick);
  const bare = await measure(openBareForwarder, progress.tick);
  const figure = (name: string, of: keyof typeof ours, aim: Measurement['aim']): Measurement => ({
    ...{ name, unit: 'KiB', store: ours[of], raw: bare[of], aim },
  });
  const grown = { of: 'figure', must: 1_024, stretch: 256 } as const;
  return [
    figure('worker’s memory a room of two', 'roomInWorker', { of: 'ratio', must: 1.5, stretch: 1.1 }),
    figure('Node’s memory a room of two', 'roomInNode', null),
    figure(`worker’s memory after ${ROOMS} rooms, above that after ${ROOMS_AT_ONCE}`, 'grownInWorker', grown),
    figure(`Node’s memory after ${ROOMS} rooms, above that after ${ROOMS_AT_ONCE}`, 'grownInNode', grown),
  ];
};

async function measure(open: Open, tick: () => void) {
  const forwarder = await open();
  try {
    // What is taken once, for the first room of all, is no room's.
    await openAndClose(forwarder, 'first', 1, async () => undefined);
    const before = await memoryNow(forwarder);
    const full: Memory[] = [];
    const closed: Memory[] = [];
    for (let batch = 0; batch < BATCHES; batch += 1) {
      await openAndClose(forwarder, `${batch}`, ROOMS_AT_ONCE, async () => void full.push(await memoryNow(forwarder)));
      closed.push(await memoryNow(forwarder));
      tick();
    }
    const grown = (from: Memory | undefined, to: Memory | undefined, of: keyof Memory): number =>
      (to?.[of] ?? 0) - (from?.[of] ?? 0);
    return {
      roomInWorker: grown(before, full[0], 'workerKib') / ROOMS_AT_ONCE,
      roomInNode: grown(before, full[0], 'nodeKib') / ROOMS_AT_ONCE,
      grownInWorker: grown(closed[0], closed.at(-1), 'workerKib'),
      grownInNode: grown(closed[0], closed.at(-1), 'nodeKib'),
    };
  } finally {
    await forwarder.close();
  }
}

async function openAndClose(
  forwarder: Forwarder,
  batch: string,
  count: number,
  whileOpen: () => Promise<void>,
): Promise<void> {
  const rooms = Array.from({ length: count }, (_, n) => `room-${batch}-${n}`);
  for (const roomId of rooms) await fill(forwarder, roomId);
  await whileOpen();
  for (const roomId of rooms) forwarder.closeRoom(roomId);
  // Answered after the closings before it.
  await forwarder.worker.getResourceUsage();
}

async function fill(forwarder: Forwarder, roomId: string): Promise<void> {
  await forwarder.openRoom(roomId);
  const [mina, juno] = ['mina', 'juno'].map((peerId) => ({ roomId, peerId })) as [Seat, Seat];
  const tracks: string[] = [];
  for (const seat of [mina, juno]) {
    forwarder.admit(seat);
    await forwarder.openTransport(seat, 'receive');
    await forwarder.openTransport(seat, 'send');
    tracks.push(await forwarder.send(seat, microphoneTerms()));
  }
  await receive(forwarder, mina, tracks[1] ?? '', browserCapabilities);
  await receive(forwarder, juno, tracks[0] ?? '', browserCapabilities);
}

async function receive(forwarder: Forwarder, seat: Seat, trackId: string, capabilities: WebRtcTerms): Promise<void> {
  const { receptionId } = await forwarder.receive(seat, trackId, capabilities);
  await forwarder.resume(seat, receptionId);
}

async function memoryNow({ worker }: Forwarder): Promise<Memory> {
  return { workerKib: await residentKib(worker.pid), nodeKib: heapKib() };
}
