import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MessageChannel } from 'node:worker_threads';
import { checkAppend } from '../append-request.ts';
import { CorruptEvent, EventStoreBroken, EventStoreClosed } from '../port.ts';
import { collect, newEvents } from '../testing/index.ts';
import { startCheckpointer } from './checkpointer.ts';
import { openSqliteEventStore } from './index.ts';
import { prepareLogFile } from './log-file.ts';
import { LogReader } from './log-reader.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { connectWriter, startWriterThread, type Written } from './writer-client.ts';
import type { FromWriter } from './writer-protocol.ts';

const word = (): Int32Array => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

describe('the log file of a store', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'event-log-'));
    file = join(folder, 'events.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('whose writer thread died has no head and takes no appends, but can be read', async () => {
    const lock = prepareLogFile(file);
    const checkpointBell = word();
    const thread = startWriterThread(file, checkpointBell);
    const writer = await connectWriter(thread);
    const checkpointer = startCheckpointer(file, checkpointBell);
    const store = new SqliteEventStore({
      ...{ file, lock, writer, checkpointer, now: Date.now },
      reader: new LogReader(file),
    });
    await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(2) });
    expect(await store.head()).toBe(2);

    await thread.worker.terminate();

    await expect(store.head()).rejects.toThrow(EventStoreBroken);
    const append = store.append({ stream: 'meet-1', expected: 2, events: newEvents(1) });
    await expect(append).rejects.toThrow(EventStoreBroken);
    expect(await collect(store.readStream('meet-1'))).toHaveLength(2);
    await store.close();
    await expect(store.head()).rejects.toThrow(EventStoreClosed);
    const again = await openSqliteEventStore({ file });
    expect(await again.head()).toBe(2);
    await again.close();
  });

  it('that is damaged where a repeated append stands fails that append alone', async () => {
    const events = newEvents(3);
    const first = await openSqliteEventStore({ file });
    await first.append({ stream: 'meet-1', expected: 'none', events });
    await first.close();
    const db = new DatabaseSync(file);
    db.exec(`UPDATE event SET data = '{"nth":7}' WHERE position = 2`);
    db.close();
    const store = await openSqliteEventStore({ file });
    const [repeated, other] = await Promise.allSettled([
      store.append({ stream: 'meet-1', expected: 'none', events }),
      store.append({ stream: 'meet-2', expected: 'none', events: newEvents(1) }),
    ]);
    expect(repeated).toMatchObject({ status: 'rejected', reason: expect.any(CorruptEvent) });
    expect(other).toMatchObject({ status: 'fulfilled', value: { outcome: 'appended' } });
    await store.close();
  });
});

describe('the news that a writer thread has ended', () => {
  /** A client of a thread whose words and end come in whatever order a test says. */
  async function scripted() {
    const { port1: port, port2 } = new MessageChannel();
    const worker = new EventEmitter();
    const connecting = connectWriter({ worker: worker as never, port, bell: word(), file: 'events.sqlite' });
    const say = (message: FromWriter): void => port2.postMessage(message);
    say({ state: 'ready', head: 0, lastRecordedAt: '' });
    const client = await connecting;
    const outcomes: (Written | Error)[] = [];
    const append = (): void =>
      client.append(
        checkAppend({ stream: 'meet-1', expected: 'any', events: newEvents(1) }),
        '2026-01-31T09:00:00.000Z',
        (written) => outcomes.push(written),
        (error) => outcomes.push(error),
      );
    return {
      client,
      say,
      append,
      outcomes,
      exit: () => worker.emit('exit', 0),
      fail: (error: Error) => worker.emit('error', error),
    };
  }

  it('does not overtake its last answers on an orderly close', async () => {
    const { client, say, append, outcomes, exit } = await scripted();
    append();
    const closed = client.close();
    say([[1, 'appended', 1, 1, ['h']]]);
    say({ state: 'closed' });
    exit();
    await closed;
    expect(outcomes).toEqual([{ outcome: 'appended', firstVersion: 1, firstPosition: 1, hashes: ['h'] }]);
  });

  it('fails what was never answered, and only that', async () => {
    const { client, say, append, outcomes, exit } = await scripted();
    append();
    append();
    say([[1, 'appended', 1, 1, ['h']]]);
    exit();
    expect(outcomes).toEqual([expect.objectContaining({ outcome: 'appended' }), expect.any(EventStoreBroken)]);
    expect(client.broken?.message).toMatch('the writer thread ended');
  });

  it('names the error that ended it, and lets the store be closed', async () => {
    const { client, fail, exit } = await scripted();
    fail(new Error('out of memory'));
    exit();
    expect(client.broken?.message).toMatch('out of memory');
    await client.close();
  });
});
