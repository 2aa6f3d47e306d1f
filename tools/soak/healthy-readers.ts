/*
 * Subscribers that read whatever comes, in a process of their own. They count events and look at when one in a few happened, and
 * read no more of them. Parent and child talk in the messages below.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FINAL, frameOf, masked, PING, PONG, upgradeRequest } from '../bench/websocket-wire.ts';
import { Latencies } from './latencies.ts';

export type Order =
  | { readonly order: 'open'; readonly port: number; readonly count: number; readonly greetings: readonly string[][] }
  /** Closes as many of them. */
  | { readonly order: 'close'; readonly count: number }
  /** Answers once every reader has had so many events more. */
  | { readonly order: 'await'; readonly events: number }
  | { readonly order: 'report' };

/** Since the last report. */
export interface Report {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  /** How many events came to all of them together. */
  readonly events: number;
  /** How many readers lost their sockets, ever; none should. */
  readonly lost: number;
}

/** One message in so many is measured. */
const MEASURED_ONE_IN = 8;
const OPENED_AT_ONCE = 16;
const OCCURRED_AT = Buffer.from('"occurredAt":"');
const TIMESTAMP_LENGTH = '2026-01-31T09:00:00.000Z'.length;

interface Reader {
  readonly socket: Socket;
  events: number;
  closing: boolean;
}

const readers: Reader[] = [];
const latencies = new Latencies();
/** How many events each should have had by now; and how many readers have. */
let due = 0;
let level = 0;
let events = 0;
let lost = 0;

if (process.send) process.on('message', (order: Order) => void obey(order));

async function obey(order: Order): Promise<void> {
  if (order.order === 'open') await open(order);
  else if (order.order === 'close') for (const reader of readers.splice(-order.count)) hangUp(reader);
  else if (order.order === 'await') return expectMore(order.events);
  process.send?.(order.order === 'report' ? report() : 'done');
}

function expectMore(more: number): void {
  due += more;
  level = readers.filter((reader) => reader.events >= due).length;
  tellIfLevel();
}

function tellIfLevel(): void {
  if (level === readers.length) process.send?.('done');
}

function report(): Report {
  const told = {
    p50Ms: latencies.quantile(0.5),
    p99Ms: latencies.quantile(0.99),
    longestMs: latencies.quantile(1),
    ...{ events, lost },
  };
  latencies.clear();
  events = 0;
  return told;
}

function hangUp(reader: Reader): void {
  reader.closing = true;
  reader.socket.destroy();
}

async function open({ port, count, greetings }: Extract<Order, { order: 'open' }>): Promise<void> {
  let opened = 0;
  const lane = async (): Promise<void> => {
    for (let nth = opened++; nth < count; nth = opened++)
      await openReader(port, greetings[nth % greetings.length] ?? []);
  };
  await Promise.all(Array.from({ length: OPENED_AT_ONCE }, lane));
}

async function openReader(port: number, greeting: readonly string[]): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(upgradeRequest(port));
  await once(socket, 'data');
  const reader: Reader = { socket, events: due, closing: false };
  readers.push(reader);
  socket.on('close', () => (lost += reader.closing ? 0 : 1));
  socket.on('error', () => socket.destroy());
  readFrames(reader);
  for (const message of greeting) {
    socket.write(masked(message));
    await once(socket, 'data');
  }
}

/** An event's last frame tells when it happened; a mark's does not. */
function readFrames(reader: Reader): void {
  let rest: Buffer = Buffer.alloc(0);
  reader.socket.on('data', (chunk: Buffer) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let frame = frameOf(bytes); frame; frame = frameOf(bytes)) {
      if (frame.opcode === PING) reader.socket.write(masked('', PONG));
      else if ((frame.opcode & FINAL) !== 0) take(reader, bytes.subarray(frame.start, frame.end));
      bytes = bytes.subarray(frame.end);
    }
    rest = bytes;
  });
}

function take(reader: Reader, payload: Buffer): void {
  const at = payload.indexOf(OCCURRED_AT);
  if (at < 0) return;
  events += 1;
  reader.events += 1;
  if (events % MEASURED_ONE_IN === 0) {
    const from = at + OCCURRED_AT.length;
    latencies.add(Date.now() - Date.parse(payload.toString('latin1', from, from + TIMESTAMP_LENGTH)));
  }
  if (reader.events !== due) return;
  level += 1;
  tellIfLevel();
}
