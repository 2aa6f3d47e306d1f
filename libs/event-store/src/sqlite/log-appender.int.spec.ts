import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type AppendResult,
  CorruptEvent,
  type EventStore,
  EventStoreBroken,
  EventStoreClosed,
  type ExpectedVersion,
} from '../port.ts';
import { collect, newEvents, until } from '../testing/index.ts';
import { SYNC_PLACES } from '../testing/sync-places.ts';
import { MAX_GROUP_APPENDS } from './append-queue.ts';
import { startCheckpointer } from './checkpointer.ts';
import { openSqliteEventStore } from './index.ts';
import { LogAppender, OVERLAP_APPENDS } from './log-appender.ts';
import { prepareLogFile } from './log-file.ts';
import { LogReader } from './log-reader.ts';
import { LogWriter } from './log-writer.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import type { SyncPlace } from './sync-pace.ts';
import type { WalFile } from './wal-file.ts';
import { WalLength } from './wal-length.ts';
import { connectForWriting } from './write-connection.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A disk on which an fsync aside is over when the test says so, and fails with what it is given. */
class HeldDisk implements WalFile {
  readonly waiting: ((error: Error | null) => void)[] = [];
  syncs = 0;
  failure: Error | undefined;
  closed = false;

  sync(): void {
    this.syncs += 1;
    if (this.failure) throw this.failure;
  }
  syncAside(done: (error: Error | null) => void): void {
    this.syncs += 1;
    this.waiting.push(done);
  }
  finish(error: Error | null = null): void {
    this.waiting.shift()?.(error);
  }
  close(): void {
    this.closed = true;
  }
}

describe('appends to the log', () => {
  let folder: string;
  let file: string;
  let disk: HeldDisk;
  let store: EventStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'event-log-'));
    file = join(folder, 'events.sqlite');
    disk = new HeldDisk();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const openOn = (syncPlace: SyncPlace): EventStore => {
    const lock = prepareLogFile(file);
    const connection = connectForWriting(file);
    const writer = new LogWriter(connection, file);
    const checkpointer = startCheckpointer(file);
    const length = new WalLength(checkpointer);
    const disconnect = (): void => connection.close();
    const appender = new LogAppender({ file, writer, wal: disk, syncPlace, length, disconnect });
    const reader = new LogReader(file);
    return new SqliteEventStore({ file, lock, opened: writer.opened, appender, checkpointer, reader, now: Date.now });
  };
  const append = (stream: string, expected: ExpectedVersion = 'any'): Promise<AppendResult> =>
    store.append({ stream, expected, events: newEvents(1) });

  it('are answered, told and read when they are on disk, and not before', async () => {
    store = openOn(SYNC_PLACES.aside());
    let answered = false;
    const appending = append('meet-1').finally(() => (answered = true));
    await until(() => disk.waiting.length === 1);
    const log = new DatabaseSync(file, { readOnly: true });
    expect(log.prepare('SELECT count(*) AS events FROM event').get()).toMatchObject({ events: 1 });
    log.close();
    expect(await collect(store.readStream('meet-1'))).toEqual([]);
    expect(await store.lastOf('meet-1')).toBeUndefined();
    expect(await collect(store.readAll())).toEqual([]);
    expect([await store.head(), answered]).toEqual([0, false]);
    disk.finish();
    expect(await appending).toMatchObject({ outcome: 'appended' });
    expect(await collect(store.readStream('meet-1'))).toHaveLength(1);
    expect(await store.head()).toBe(1);
  });

  it('of one turn are written in groups, with a turn for others between them, while the first is on its way', async () => {
    store = openOn(SYNC_PLACES['in place']());
    const log = new DatabaseSync(file, { readOnly: true });
    const written = (): unknown => log.prepare('SELECT count(*) AS events FROM event').get()?.['events'];
    const all = Promise.all(Array.from({ length: 3 * MAX_GROUP_APPENDS }, (_, nth) => append(`meet-${nth}`)));
    for (const groups of [1, 2, 3]) {
      await nextTurn();
      expect([written(), disk.waiting.length]).toEqual([groups * MAX_GROUP_APPENDS, 1]);
    }
    log.close();
    disk.finish();
    await until(() => disk.waiting.length === 1);
    disk.finish();
    expect((await all).every(({ outcome }) => outcome === 'appended')).toBe(true);
    expect(disk.syncs).toBe(2);
  });

  it('that are few wait for the group on its way, and are then written together', async () => {
    store = openOn(SYNC_PLACES.aside());
    const first = append('meet-0');
    await until(() => disk.waiting.length === 1);
    const others = Array.from({ length: OVERLAP_APPENDS - 1 }, (_, nth) => append(`meet-${nth}`));
    await nextTurn();
    const log = new DatabaseSync(file, { readOnly: true });
    expect(log.prepare('SELECT count(*) AS events FROM event').get()).toMatchObject({ events: 1 });
    log.close();
    disk.finish();
    await first;
    await until(() => disk.waiting.length === 1);
    disk.finish();
    await Promise.all(others);
    expect(disk.syncs).toBe(2);
  });

  it('that store nothing need no fsync', async () => {
    store = openOn(SYNC_PLACES['in place']());
    const events = newEvents(1);
    await store.append({ stream: 'meet-1', expected: 'none', events });
    expect(await append('meet-1', 'none')).toMatchObject({ outcome: 'conflict', actual: 1 });
    expect(await store.append({ stream: 'meet-1', expected: 'none', events })).toMatchObject({ outcome: 'repeated' });
    expect(disk.syncs).toBe(1);
  });

  it('under way are finished by a close, which closes the file after them', async () => {
    store = openOn(SYNC_PLACES.aside());
    const first = append('meet-1');
    await until(() => disk.waiting.length === 1);
    const second = append('meet-2');
    const closing = store.close();
    await expect(append('meet-3')).rejects.toThrow(EventStoreClosed);
    disk.finish();
    await until(() => disk.waiting.length === 1);
    expect(disk.closed).toBe(false);
    disk.finish();
    expect(await Promise.all([first, second])).toMatchObject([{ outcome: 'appended' }, { outcome: 'appended' }]);
    await closing;
    expect(disk.closed).toBe(true);
  });

  it.each(['in place', 'aside'] as const)(
    'whose fsync fails %s break the store: what waits fails, what is on disk can be read, and opening it anew tells',
    async (place) => {
      store = openOn(SYNC_PLACES[place]());
      const before = append('meet-1', 'none');
      if (place === 'aside') {
        await until(() => disk.waiting.length === 1);
        disk.finish();
      }
      await before;
      disk.failure = new Error('EIO: i/o error, fdatasync');
      const failing = append('meet-1', 1);
      if (place === 'aside') {
        await until(() => disk.waiting.length === 1);
        const waiting = append('meet-2');
        disk.finish(disk.failure);
        await expect(waiting).rejects.toThrow(EventStoreBroken);
      }
      await expect(failing).rejects.toThrow(/events\.sqlite: EIO: i\/o error, fdatasync; open it again/);
      await expect(store.head()).rejects.toThrow(EventStoreBroken);
      await expect(append('meet-3')).rejects.toThrow(EventStoreBroken);
      expect(await collect(store.readStream('meet-1'))).toHaveLength(1);
      await store.close();
      await expect(store.head()).rejects.toThrow(EventStoreClosed);
      store = await openSqliteEventStore({ file });
      // That fsync's event had reached the file.
      expect(await store.head()).toBe(2);
      expect(await append('meet-1', 2)).toMatchObject({ outcome: 'appended' });
    },
  );

  it('beside a damaged stream go on: only what looks at the damage fails', async () => {
    const events = newEvents(3);
    store = await openSqliteEventStore({ file });
    await store.append({ stream: 'meet-1', expected: 'none', events });
    await store.close();
    const db = new DatabaseSync(file);
    db.exec(`UPDATE event SET data = '{"nth":7}' WHERE position = 2`);
    db.close();
    store = await openSqliteEventStore({ file });
    const [repeated, other] = await Promise.allSettled([
      store.append({ stream: 'meet-1', expected: 'none', events }),
      append('meet-2'),
    ]);
    expect(repeated).toMatchObject({ status: 'rejected', reason: expect.any(CorruptEvent) });
    expect(other).toMatchObject({ status: 'fulfilled', value: { outcome: 'appended' } });
  });
});
