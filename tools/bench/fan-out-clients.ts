/*
 * Many WebSocket readers in a process of their own, so that the server's CPU is measured apart. They read no more of a message
 * than the lengths of its frames. Parent and child talk in the messages below.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FINAL, frameOf, masked, PING, PONG, upgradeRequest } from './websocket-wire.ts';

export type Order =
  | { readonly order: 'open'; readonly port: number; readonly count: number; readonly messages: readonly string[][] }
  /** Answers once every reader has had so many events since; `sentAt` is `now()`. */
  | { readonly order: 'await'; readonly events: number; readonly sentAt: number };
export interface Report {
  /** How many messages have come to all of them in all, marks included. */
  readonly messages: number;
  /** From `sentAt` to each reader's first message. */
  readonly firstMs: readonly number[];
  /** From `sentAt` to each reader's last awaited one. */
  readonly lastMs: number;
}

/** Milliseconds that parent and child count alike. */
export const now = (): number => performance.timeOrigin + performance.now();

interface Reader {
  received: number;
  firstAt: number;
}
const readers: Reader[] = [];
let awaited: { readonly events: number; readonly sentAt: number } | null = null;
let messages = 0;
let satisfied = 0;

if (process.send) {
  process.on('message', (order: Order) => {
    if (order.order === 'open') void open(order).then(() => process.send?.('open'));
    else begin(order);
  });
}

function begin({ events, sentAt }: Extract<Order, { order: 'await' }>): void {
  for (const reader of readers) Object.assign(reader, { received: 0, firstAt: 0 });
  satisfied = 0;
  awaited = { events, sentAt };
  process.send?.('ready');
}

function count(reader: Reader): void {
  reader.received += 1;
  if (!awaited) return;
  if (reader.received === 1) reader.firstAt = now();
  if (reader.received === awaited.events) satisfied += 1;
  if (satisfied < readers.length) return;
  const { sentAt } = awaited;
  awaited = null;
  const report: Report = {
    messages,
    firstMs: readers.map(({ firstAt }) => firstAt - sentAt),
    lastMs: now() - sentAt,
  };
  process.send?.(report);
}

async function open({ port, count: howMany, messages: begin }: Extract<Order, { order: 'open' }>): Promise<void> {
  let opened = 0;
  const lane = async (): Promise<void> => {
    for (let nth = opened++; nth < howMany; nth = opened++) await openReader(port, begin[nth % begin.length] ?? []);
  };
  await Promise.all(Array.from({ length: OPENED_AT_ONCE }, lane));
}

async function openReader(port: number, begin: readonly string[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(upgradeRequest(port));
  await once(socket, 'data');
  const reader: Reader = { received: 0, firstAt: 0 };
  readers.push(reader);
  readFrames(socket, (isEvent) => {
    messages += 1;
    if (isEvent) count(reader);
  });
  for (const message of begin) {
    socket.write(masked(message.replace('"id":"ID"', `"id":"${randomUUID()}"`)));
    await once(socket, 'data');
  }
}

const OPENED_AT_ONCE = 16;

const SHORT_FRAME = 127;

/** Calls `onMessage` at the last frame of each message, and answers pings. A mark's frame is short, an event's is not. */
function readFrames(socket: Socket, onMessage: (isEvent: boolean) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let frame = frameOf(bytes); frame; frame = frameOf(bytes)) {
      bytes = bytes.subarray(frame.end);
      if (frame.opcode === PING) socket.write(masked('', PONG));
      else if ((frame.opcode & FINAL) !== 0) onMessage(frame.end > SHORT_FRAME);
    }
    rest = bytes;
  });
}
