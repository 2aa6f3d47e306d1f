import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { LogReader } from './log-reader.ts';
import { type LogLock, prepareLogFile } from './log-file.ts';
import { newRow } from '../testing/new-rows.ts';
import { RowWriter } from './row-writer.ts';
import { connectForWriting } from './write-connection.ts';

describe('rows that are written together', () => {
  let folder: string;
  let file: string;
  let lock: LogLock;
  let db: DatabaseSync;
  let writer: RowWriter;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'row-writer-'));
    file = join(folder, 'events.sqlite');
    lock = prepareLogFile(file);
    db = connectForWriting(file, 0);
    writer = new RowWriter(db);
  });
  afterEach(() => {
    db.close();
    lock.release();
    rmSync(folder, { recursive: true });
  });
  const stored = (): unknown[] => {
    const reader = new LogReader(file);
    const events = reader
      .pager(undefined)(0, 1_000, 1_000)
      .events.map(({ stream, version }) => `${stream} ${version}`);
    reader.close();
    return events;
  };
  const written = { outcome: 'written', commitMs: expect.any(Number) };

  it('are fsynced by the commit', () => {
    // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('can all be read, each with its checksum, whether one or many', () => {
    expect(writer.write([newRow(1, 'a', 1)])).toEqual(written);
    expect(writer.write([newRow(2, 'a', 2), newRow(3, 'b', 1)])).toEqual(written);
    expect(stored()).toEqual(['a 1', 'a 2', 'b 1']);
  });

  it('are none of them written where one has its place taken', () => {
    writer.write([newRow(1, 'a', 1)]);
    expect(writer.write([newRow(2, 'b', 1), newRow(3, 'a', 1)])).toEqual({ outcome: 'taken' });
    expect(writer.write([newRow(2, 'a', 1)])).toEqual({ outcome: 'taken' });
    expect(stored()).toEqual(['a 1']);
    expect(writer.write([newRow(2, 'b', 1)])).toEqual(written);
  });

  it('are none of them written where the disk is full, and may be later', () => {
    writer.write([newRow(1, 'a', 1)]);
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const large = 'x'.repeat(100_000);
    const full = { outcome: 'failed', kind: 'unavailable', message: expect.stringContaining('full') };
    expect(writer.write([newRow(2, 'a', 2), newRow(3, 'b', 1, large)])).toEqual(full);
    expect(writer.write([newRow(2, 'b', 1, large)])).toEqual(full);
    expect(stored()).toEqual(['a 1']);
    db.exec('PRAGMA max_page_count = 1000000');
    expect(writer.write([newRow(2, 'a', 2), newRow(3, 'b', 1, large)])).toEqual(written);
    expect(stored()).toEqual(['a 1', 'a 2', 'b 1']);
  });

  it('fail where somebody else holds the lock, or nothing may be written', () => {
    const other = connectForWriting(file, 0);
    other.exec('BEGIN IMMEDIATE');
    const locked = { outcome: 'failed', kind: 'unavailable', message: expect.stringContaining('locked') };
    expect(writer.write([newRow(1, 'a', 1)])).toEqual(locked);
    expect(writer.write([newRow(1, 'a', 1), newRow(2, 'b', 1)])).toEqual(locked);
    other.close();
    db.exec('PRAGMA query_only = ON');
    expect(writer.write([newRow(1, 'a', 1)])).toMatchObject({ outcome: 'failed', kind: 'unavailable' });
    db.exec('PRAGMA query_only = OFF');
    expect(writer.write([newRow(1, 'a', 1)])).toEqual(written);
  });

  it('are refused where they would leave a gap or stand among others', () => {
    expect(writer.writeNext([newRow(2, 'a', 1)])).toEqual({ outcome: 'not-next' });
    expect(writer.writeNext([newRow(1, 'a', 1), newRow(2, 'a', 2)])).toEqual(written);
    expect(writer.writeNext([newRow(2, 'b', 1)])).toEqual({ outcome: 'not-next' });
    expect(writer.writeNext([newRow(3, 'b', 1)])).toEqual(written);
  });
});
