import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { createMetrics } from '../metrics/metrics.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { Coalescing } from './coalescing.ts';
import { Connection } from './connection.ts';

const LIMITS = { WS_MAX_BUFFERED_BYTES: 1_000, WS_STALL_TIMEOUT_MS: 5_000 };

/** A line whose other end takes nothing until it is told to. */
class StalledLine extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  closedWith: [number, string] | null = null;
  #taken: (() => void)[] = [];

  send(message: string, taken: () => void = () => undefined): void {
    this.sent.push(message);
    this.bufferedAmount += message.length;
    this.#taken.push(taken);
  }
  write(chunk: Buffer, taken?: () => void): void {
    this.send(chunk.toString('latin1'), taken);
  }
  cork(): void {}
  uncork(): void {}
  takeAll(): void {
    this.bufferedAmount = 0;
    for (const taken of this.#taken.splice(0)) taken();
  }
  pong(echo: Buffer): void {
    this.send(`pong ${echo.toString()}`);
  }
  close(code: number, reason: string): void {
    this.readyState = 2;
    this.closedWith = [code, reason];
  }
}

function connectionOn(line: StalledLine, clock = fakeClock()) {
  // The connection uses just what the line has.
  const socket = line as unknown as WebSocket;
  const coalescing = new Coalescing(clock, 0);
  return new Connection({
    ...{ socket, stream: line, coalescing, correlationId: 'r-1', clock, limits: LIMITS, metrics: createMetrics() },
    onKnown: () => undefined,
  });
}
const settled = async (promise: Promise<void>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);
const viewer = { channelId: 'shop', role: 'manager', id: 'm-1' } as const;

describe('a connection', () => {
  it('answers every ping, and closes who pings on and takes nothing', () => {
    const line = new StalledLine();
    const connection = connectionOn(line);
    for (let times = 0; times < 300; times += 1) connection.pong(Buffer.from('x'));
    expect(line.sent.filter((text) => text === 'pong x').length).toBeGreaterThan(100);
    expect(line.closedWith).toEqual([1013, 'reads too slowly; last position none']);
    expect(line.bufferedAmount).toBeLessThan(2 * LIMITS.WS_MAX_BUFFERED_BYTES);
  });

  it('sends at once while little waits, and in the reader’s time from then on', async () => {
    const line = new StalledLine();
    const connection = connectionOn(line);
    expect(await settled(connection.send('x'.repeat(300)))).toBe(true);
    const second = connection.send('x'.repeat(300));
    expect(await settled(second)).toBe(false);
    line.takeAll();
    expect(await settled(second)).toBe(true);
    expect(line.sent).toHaveLength(2);
  });

  it('closes a reader for whom too much waits, with the last position', async () => {
    const line = new StalledLine();
    const connection = connectionOn(line);
    connection.operations.open(null).lastPosition = '0000000000000007';
    await connection.send('x'.repeat(200));
    void connection.send('x'.repeat(900));
    await connection.send('one too many');
    expect(line.closedWith).toEqual([1013, 'reads too slowly; last position 0000000000000007']);
    expect(line.sent).toHaveLength(2);
    expect(connection.operations.size).toBe(0);
  });

  it('closes a reader who takes nothing for too long', async () => {
    const line = new StalledLine();
    const clock = fakeClock();
    const connection = connectionOn(line, clock);
    await connection.send('x'.repeat(300));
    const stuck = connection.send('more');
    clock.advance(4_999);
    expect(line.closedWith).toBeNull();
    clock.advance(1);
    expect(line.closedWith).toEqual([1013, 'reads too slowly; last position none']);
    line.emit('close');
    expect(await settled(stuck)).toBe(true);
    expect(clock.timers()).toBe(0);
  });

  it('tells a position as soon as its message is on its way, which is ahead of the close, and none that it was not sent', async () => {
    const line = new StalledLine();
    const connection = connectionOn(line);
    const operation = connection.operations.open(null);
    const tell = (position: string, length: number): Promise<void> =>
      connection.sendFragmentsInTime(
        Buffer.from('head'),
        Buffer.alloc(length),
        () => (operation.lastPosition = position),
      );
    await tell('0000000000000001', 300);
    expect(await settled(tell('0000000000000002', 900))).toBe(false);

    expect(connection.lastPosition()).toBe('last position 0000000000000002');
    await tell('0000000000000003', 1);
    expect(line.closedWith).toEqual([1013, 'reads too slowly; last position 0000000000000002']);
    expect(line.sent).toHaveLength(4);
  });

  it('closes a reader that answers no ping, with the last position', () => {
    const line = new StalledLine();
    const connection = connectionOn(line);
    connection.operations.open('0000000000000007');
    connection.endSilence();
    expect(line.closedWith).toEqual([1013, 'answers no ping; last position 0000000000000007']);
  });

  it('ends with the token it was opened with, and tells nobody that anything was complete', () => {
    const line = new StalledLine();
    const clock = fakeClock();
    const connection = connectionOn(line, clock);
    connection.identify({ viewer, expiresAtMs: clock.now() + 60_000, issuedAtMs: null });
    const { signal } = connection.operations.open(null);
    clock.advance(59_999);
    expect([line.closedWith, signal.aborted]).toEqual([null, false]);
    clock.advance(1);
    expect(line.closedWith).toEqual([4403, 'the token has expired']);
    expect(signal.aborted).toBe(true);
    expect(line.sent).toEqual([]);
  });

  it('keeps no timer once it is closed, and closes once', () => {
    const line = new StalledLine();
    const clock = fakeClock();
    const connection = connectionOn(line, clock);
    connection.identify({ viewer, expiresAtMs: clock.now() + 60_000, issuedAtMs: null });
    connection.close(1001, 'going away', 'shutdown');
    connection.close(4403, 'again', 'token-expired');
    expect(line.closedWith).toEqual([1001, 'going away']);
    expect(clock.timers()).toBe(0);
  });

  it('keeps reasons within what a close frame can hold', () => {
    const line = new StalledLine();
    connectionOn(line).close(1001, '미트'.repeat(60), 'shutdown');
    const reason = line.closedWith?.[1] ?? '';
    expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    expect('미트'.repeat(60).startsWith(reason)).toBe(true);
  });
});
