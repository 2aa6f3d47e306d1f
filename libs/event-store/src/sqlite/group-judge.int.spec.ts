import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { CheckedEvent } from '../append-request.ts';
import { eventIdOf } from '../event-id.ts';
import type { ExpectedVersion } from '../port.ts';
import { GroupJudge, type JudgedGroup, type TimedAppend, type Written } from './group-judge.ts';
import type { LogLock } from './log-file.ts';
import { prepareLogFile } from './log-file.ts';
import { RowWriter } from './row-writer.ts';
import { connectForWriting } from './write-connection.ts';

describe('a group of appends', () => {
  let folder: string;
  let lock: LogLock;
  let db: DatabaseSync;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'group-judge-'));
    const file = join(folder, 'events.sqlite');
    lock = prepareLogFile(file);
    db = connectForWriting(file, 0);
  });
  afterEach(() => {
    db.close();
    lock.release();
    rmSync(folder, { recursive: true });
  });
  const newJudge = (): GroupJudge => new GroupJudge(db, 'events.sqlite');
  const land = (judge: GroupJudge, { rows, head }: JudgedGroup): void => {
    expect(new RowWriter(db).write(rows)).toMatchObject({ outcome: 'written' });
    judge.landed(head);
  };

  it('is judged in order: a conflict inside it does not touch the others', () => {
    const judged = newJudge().judge(
      [append(1, 'a', 'none'), append(2, 'a', 1), append(3, 'b', 'exists'), append(4, 'b', 0)],
      false,
    );
    expect(judged.written.map(told)).toEqual(['appended at 1', 'appended at 2', 'conflict with 0', 'appended at 1']);
    expect(judged.rows.map(([position, stream, version]) => [position, stream, version])).toEqual([
      [1, 'a', 1],
      [2, 'a', 2],
      [3, 'b', 1],
    ]);
    expect(judged.head).toBe(3);
  });

  it('is judged as if those before it were on disk, which they need not be', () => {
    const judge = newJudge();
    judge.judge([append(1, 'a', 'none')], false);
    expect(judge.judge([append(2, 'a', 1), append(3, 'b', 'any')], false).written.map(told)).toEqual([
      'appended at 2',
      'appended at 1',
    ]);
  });

  it('is judged up to what only ids can tell that are not on disk yet', () => {
    const judge = newJudge();
    const first = append(1, 'a', 'none');
    const group = [first, append(2, 'b', 'none'), first, append(3, 'c', 'none')];
    const judged = judge.judge(group, false);
    expect(judged.written.map(told)).toEqual(['appended at 1', 'appended at 1']);
    expect(judge.judge([append(4, 'a', 'any')], false)).toMatchObject({ written: [], rows: [] });
    land(judge, judged);
    expect(judge.judge(group.slice(2), false).written.map(told)).toEqual(['repeated from 1', 'appended at 1']);
    expect(judge.judge([append(4, 'a', 'none'), append(5, 'a', 'any')], false).written.map(told)).toEqual([
      'conflict with 1',
      'appended at 2',
    ]);
  });

  it('knows a repeated append from the file as well as from memory', () => {
    const first = append(1, 'a', 'any');
    const before = newJudge();
    land(before, before.judge([first], false));
    expect(
      newJudge()
        .judge([first, append(2, 'a', 'any'), first], false)
        .written.map(told),
    ).toEqual(['repeated from 1', 'appended at 2', 'repeated from 1']);
  });

  it('takes for granted that a stream is new which is said to be, and looks where it is told to', () => {
    const before = newJudge();
    land(before, before.judge([append(1, 'a', 'none')], false));
    const judge = newJudge();
    const group = [append(2, 'b', 0), append(3, 'a', 'none')];
    const { rows } = judge.judge(group, false);
    expect(new RowWriter(db).write(rows)).toEqual({ outcome: 'taken' });
    judge.takeBack();
    const judged = judge.judge(group, true);
    expect(judged.written.map(told)).toEqual(['appended at 1', 'conflict with 1']);
    expect(judged.rows.map(([position, stream]) => [position, stream])).toEqual([[2, 'b']]);
  });

  it('that was not written is taken back: the next one finds everything as it was', () => {
    const judge = newJudge();
    land(judge, judge.judge([append(1, 'a', 'none')], false));
    judge.judge([append(2, 'a', 1), append(3, 'b', 'none')], false);
    judge.takeBack();
    const judged = judge.judge([append(4, 'a', 1), append(5, 'b', 'none')], false);
    expect(judged.written.map(told)).toEqual(['appended at 2', 'appended at 1']);
    expect(judged.rows[0]?.[0]).toBe(2);
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

const append = (nth: number, stream: string, expected: ExpectedVersion): TimedAppend => ({
  stream,
  expected,
  recordedAt: '2026-01-31T09:00:00.000Z',
  events: [checkedEvent(nth)],
});

const checkedEvent = (nth: number): CheckedEvent => ({
  id: eventIdOf(`command-${nth}`, 0),
  type: 'SomethingHappened',
  schemaVersion: 1,
  occurredAt: '2026-01-31T09:00:00.000Z',
  dataText: '{}',
  metadataText: '{}',
});
