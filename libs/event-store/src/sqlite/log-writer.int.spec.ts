import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { eventIdOf } from '../event-id.ts';
import type { CheckedEvent } from '../append-request.ts';
import { EventStoreUnavailable, type ExpectedVersion } from '../port.ts';
import type { LogLock } from './log-file.ts';
import { prepareLogFile } from './log-file.ts';
import { LogWriter, type TimedAppend, type Written } from './log-writer.ts';

describe('a group of appends', () => {
  let folder: string;
  let lock: LogLock;
  let db: DatabaseSync;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-writer-'));
    const file = join(folder, 'events.sqlite');
    lock = prepareLogFile(file);
    db = new DatabaseSync(file);
  });
  afterEach(() => {
    db.close();
    lock.release();
    rmSync(folder, { recursive: true });
  });
  const stored = (): unknown[] =>
    db
      .prepare('SELECT stream, version FROM event ORDER BY position')
      .all()
      .map((row) => ({ ...row }));

  it('answers a conflict inside it without touching the others', () => {
    const writer = new LogWriter(db, 'events.sqlite');
    const written = writer.write([
      append(1, 'a', 'none'),
      append(2, 'a', 'none'),
      append(3, 'a', 1),
      append(4, 'b', 'exists'),
    ]);
    expect(written.map(told)).toEqual(['appended at 1', 'conflict with 1', 'appended at 2', 'conflict with 0']);
    expect(stored()).toEqual([
      { stream: 'a', version: 1 },
      { stream: 'a', version: 2 },
    ]);
  });

  it('fails whole when the disk is full, and the next one finds everything as it was', () => {
    const writer = new LogWriter(db, 'events.sqlite');
    writer.write([append(1, 'a', 'none')]);
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const large = 'x'.repeat(100_000);
    const written = writer.write([append(2, 'a', 1), append(3, 'b', 'none', large), append(4, 'c', 'none')]);
    for (const one of written) {
      expect(one).toEqual({ outcome: 'failed', error: expect.any(EventStoreUnavailable) });
      expect(told(one)).toMatch(/event log events.sqlite: append to [abc] failed: .*full/);
    }
    const alone = writer.write([append(5, 'd', 'none', large)]);
    expect(alone).toEqual([{ outcome: 'failed', error: expect.any(EventStoreUnavailable) }]);
    expect(writer.head).toBe(1);
    expect(stored()).toEqual([{ stream: 'a', version: 1 }]);
    db.exec('PRAGMA max_page_count = 1000000');
    expect(writer.write([append(6, 'a', 1), append(7, 'b', 'none')]).map(told)).toEqual([
      'appended at 2',
      'appended at 1',
    ]);
  });

  it('fails whole when it cannot be committed', () => {
    const writer = new LogWriter(db, 'events.sqlite');
    db.exec('PRAGMA query_only = ON');
    const failed = { outcome: 'failed', error: expect.any(EventStoreUnavailable) };
    expect(writer.write([append(1, 'a', 'none'), append(2, 'b', 'none')])).toEqual([failed, failed]);
    db.exec('PRAGMA query_only = OFF');
    expect(writer.write([append(3, 'a', 'none')]).map(told)).toEqual(['appended at 1']);
  });

  it('knows a repeated append from the file as well as from memory', () => {
    const first = append(1, 'a', 'any');
    new LogWriter(db, 'events.sqlite').write([first]);
    const writer = new LogWriter(db, 'events.sqlite');
    expect(writer.write([first, append(2, 'a', 'any'), first]).map(told)).toEqual([
      'repeated from 1',
      'appended at 2',
      'repeated from 1',
    ]);
  });
});

function told(written: Written): string {
  switch (written.outcome) {
    case 'appended':
      return `appended at ${written.events[0]?.version}`;
    case 'repeated':
      return `repeated from ${written.firstVersion}`;
    case 'conflict':
      return `conflict with ${written.actual}`;
    case 'failed':
      return written.error.message;
  }
}

const append = (nth: number, stream: string, expected: ExpectedVersion, text = ''): TimedAppend => ({
  stream,
  expected,
  recordedAt: '2026-01-31T09:00:00.000Z',
  events: [checkedEvent(nth, text)],
});

const checkedEvent = (nth: number, text: string): CheckedEvent => ({
  id: eventIdOf(`command-${nth}`, 0),
  type: 'SomethingHappened',
  schemaVersion: 1,
  occurredAt: '2026-01-31T09:00:00.000Z',
  dataText: JSON.stringify({ text }),
  metadataText: '{}',
});
