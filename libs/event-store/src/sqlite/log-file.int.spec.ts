import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventStore } from '../port.ts';
import { CorruptEvent, EventStoreUnavailable } from '../port.ts';
import { collect, newEvent, newEvents } from '../testing/index.ts';
import { openSqliteEventStore } from './index.ts';

describe('the file of an event log', () => {
  let folder: string;
  let file: string;
  const opened: EventStore[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'event-log-'));
    file = join(folder, 'data', 'events.sqlite');
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(folder, { recursive: true });
  });
  const open = async (): Promise<EventStore> => {
    const store = await openSqliteEventStore({ file });
    opened.push(store);
    return store;
  };
  /** Changes the closed file as a failing disk would: behind the store's back. */
  const tamper = (sql: string): void => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  };

  it('refuses a second opener by name, and lets it in when the first has closed', async () => {
    const first = await open();
    const second = openSqliteEventStore({ file });
    await expect(second).rejects.toThrow(EventStoreUnavailable);
    await expect(openSqliteEventStore({ file })).rejects.toThrow(file);
    await first.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
    await first.close();
    const third = await open();
    expect(await collect(third.readAll())).toHaveLength(1);
  });

  it('goes on where it stopped: positions, versions, hashes and times', async () => {
    const first = await openSqliteEventStore({ file, now: () => Date.parse('2030-01-01T00:00:00Z') });
    await first.append({ stream: 'meet-1', expected: 'none', events: newEvents(3) });
    await first.close();
    const second = await open();
    const result = await second.append({ stream: 'meet-1', expected: 3, events: newEvents(1) });
    expect(result).toMatchObject({ events: [{ version: 4, position: 4, recordedAt: '2030-01-01T00:00:00.000Z' }] });
  });

  it('is readable by its owner only', async () => {
    const store = await open();
    await store.append({ stream: 'meet-1', expected: 'none', events: newEvents(1) });
    const names = readdirSync(join(folder, 'data'));
    expect(names).toEqual(expect.arrayContaining(['events.sqlite', 'events.sqlite-wal', 'events.sqlite.lock']));
    for (const name of names) expect(statSync(join(folder, 'data', name)).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0);
  });

  it('shows its events to people by a view', async () => {
    const store = await open();
    const event = newEvent({ schemaVersion: 12 });
    await store.append({ stream: 'meet-1', expected: 'none', events: [event] });
    const [stored] = await collect(store.readAll());
    const db = new DatabaseSync(file, { readOnly: true });
    const row = db.prepare('SELECT * FROM readable_event').get();
    db.close();
    expect(row).toMatchObject({
      position: 1,
      stream: 'meet-1',
      version: 1,
      id: event.id,
      type: event.type,
      schema_version: 12,
      occurred_at: event.occurredAt,
      recorded_at: stored?.recordedAt,
      data: JSON.stringify(event.data),
      hash: stored?.hash,
    });
  });

  it.each([
    ['data', `data = '{"nth":7}'`],
    ['metadata', `metadata = replace(metadata, 'manager-1', 'manager-2')`],
    ['time', `envelope = replace(envelope, '2026-01-31', '2026-01-30')`],
    ['type', `type = 'SomethingElse'`],
    ['checksum', 'checksum = checksum + 1'],
  ])('that was damaged in an event gives that event to no reader: %s', async (_, change) => {
    const store = await open();
    for (const stream of ['meet-1', 'meet-2']) await store.append({ stream, expected: 'none', events: newEvents(3) });
    await store.close();
    tamper(`UPDATE event SET ${change} WHERE position = 3`);
    const again = await open();
    await expect(collect(again.readStream('meet-1'))).rejects.toThrow(CorruptEvent);
    await expect(again.lastOf('meet-1')).rejects.toThrow('position 3');
    await expect(collect(again.readAll())).rejects.toThrow(CorruptEvent);
    await expect(collect(again.follow())).rejects.toThrow(CorruptEvent);
    await expect(again.append({ stream: 'meet-1', expected: 3, events: newEvents(1) })).rejects.toThrow(CorruptEvent);
    // The other streams go on.
    expect(await collect(again.readStream('meet-2'))).toHaveLength(3);
    expect(await again.append({ stream: 'meet-2', expected: 3, events: newEvents(1) })).toMatchObject({
      outcome: 'appended',
    });
  });

  it('written by a newer program is refused, and says so', async () => {
    await (await open()).close();
    tamper('UPDATE log_format SET version = 99');
    await expect(open()).rejects.toThrow(/has format 99, but this program knows formats up to 1/);
    await expect(open()).rejects.toThrow(EventStoreUnavailable);
  });

  it('that is another database, or none at all, is refused and left alone', async () => {
    await (await open()).close();
    tamper('DROP TABLE log_format');
    await expect(open()).rejects.toThrow('is a database, but no event log');
    file = join(folder, 'text');
    writeFileSync(file, 'this is no database, only text that is longer than a header of one hundred bytes, '.repeat(4));
    await expect(open()).rejects.toThrow(EventStoreUnavailable);
  });

  it('that cannot be made is refused with a typed error', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    file = join(folder, 'a-file', 'events.sqlite');
    await expect(open()).rejects.toThrow(EventStoreUnavailable);
  });
});
