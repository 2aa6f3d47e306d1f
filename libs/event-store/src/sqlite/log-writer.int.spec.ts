import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { eventIdOf } from '../event-id.ts';
import type { ExpectedVersion } from '../port.ts';
import type { LogLock } from './log-file.ts';
import { prepareLogFile } from './log-file.ts';
import { LogWriter } from './log-writer.ts';
import type { WireAnswer, WireAppend, WireEvent } from './writer-protocol.ts';

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
    const writer = new LogWriter(db);
    const answers = writer.write([
      append(1, 'a', 'none'),
      append(2, 'a', 'none'),
      append(3, 'a', 1),
      append(4, 'b', 'exists'),
    ]);
    expect(answers.map(([request, outcome]) => [request, outcome])).toEqual([
      [1, 'appended'],
      [2, 'conflict'],
      [3, 'appended'],
      [4, 'conflict'],
    ]);
    expect(stored()).toEqual([
      { stream: 'a', version: 1 },
      { stream: 'a', version: 2 },
    ]);
  });

  it('takes in what comes while it is being written, and fails with it too', () => {
    const writer = new LogWriter(db);
    const later = [[append(2, 'a', 1), append(3, 'a', 1)], [append(4, 'b', 'none')], []];
    const answers = writer.write([append(1, 'a', 'none')], () => later.shift() ?? []);
    expect(answers.map(outcomeOf)).toEqual([
      [1, 'appended', 1],
      [2, 'appended', 2],
      [3, 'conflict', 2],
      [4, 'appended', 1],
    ]);
    const failing = writer.write([append(5, 'c', 'none')], () => {
      db.exec('PRAGMA query_only = ON');
      return [append(6, 'd', 'none')];
    });
    expect(failing.map(([request, outcome]) => [request, outcome])).toEqual([
      [5, 'failed'],
      [6, 'failed'],
    ]);
    db.exec('PRAGMA query_only = OFF');
    expect(stored()).toHaveLength(3);
    expect(writer.write([append(7, 'c', 'none')]).map(outcomeOf)).toEqual([[7, 'appended', 1]]);
  });

  it('fails whole when the disk is full, and the next one finds everything as it was', () => {
    const writer = new LogWriter(db);
    writer.write([append(1, 'a', 'none')]);
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const large = 'x'.repeat(100_000);
    const answers = writer.write([append(2, 'a', 1), append(3, 'b', 'none', large), append(4, 'c', 'none')]);
    for (const answer of answers)
      expect(answer).toEqual([answer[0], 'failed', 'unavailable', expect.stringContaining('full')]);
    const alone = writer.write([append(5, 'd', 'none', large)]);
    expect(alone.map(outcomeOf)).toEqual([[5, 'failed', 'unavailable']]);
    expect(stored()).toEqual([{ stream: 'a', version: 1 }]);
    db.exec('PRAGMA max_page_count = 1000000');
    expect(writer.write([append(6, 'a', 1), append(7, 'b', 'none')]).map(outcomeOf)).toEqual([
      [6, 'appended', 2],
      [7, 'appended', 1],
    ]);
  });

  it('fails whole when it cannot be committed', () => {
    const writer = new LogWriter(db);
    db.exec('PRAGMA query_only = ON');
    expect(writer.write([append(1, 'a', 'none'), append(2, 'b', 'none')]).map(outcomeOf)).toEqual([
      [1, 'failed', 'unavailable'],
      [2, 'failed', 'unavailable'],
    ]);
    db.exec('PRAGMA query_only = OFF');
    expect(writer.write([append(3, 'a', 'none')]).map(outcomeOf)).toEqual([[3, 'appended', 1]]);
  });

  it('knows a repeated append from the file as well as from memory', () => {
    const first = append(1, 'a', 'any');
    new LogWriter(db).write([first]);
    const writer = new LogWriter(db);
    expect(writer.write([first, append(2, 'a', 'any'), first]).map(outcomeOf)).toEqual([
      [1, 'repeated', 1],
      [2, 'appended', 2],
      [1, 'repeated', 1],
    ]);
  });
});

/** Request, outcome, and the first thing it says of it. */
const outcomeOf = (answer: WireAnswer): unknown[] => answer.slice(0, 3);

const append = (request: number, stream: string, expected: ExpectedVersion, text = ''): WireAppend => [
  request,
  stream,
  expected,
  '2026-01-31T09:00:00.000Z',
  [wireEvent(request, text)],
];

const wireEvent = (nth: number, text: string): WireEvent => [
  eventIdOf(`command-${nth}`, 0),
  'SomethingHappened',
  1,
  '2026-01-31T09:00:00.000Z',
  JSON.stringify({ text }),
  '{}',
];
