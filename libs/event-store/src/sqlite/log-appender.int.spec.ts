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
  EventStoreUnavailable,
  type ExpectedVersion,
  type NewEvent,
} from '../port.ts';
import { collect, newEvents, until } from '../testing/index.ts';
import { HeldWriter } from '../testing/held-writer.ts';
import { SYNC_PLACES } from '../testing/sync-places.ts';
import { MAX_GROUP_APPENDS } from './append-queue.ts';
import { startCheckpointer } from './checkpointer.ts';
import { GroupJudge } from './group-judge.ts';
import { openSqliteEventStore } from './index.ts';
import { GROUPS_UNDER_WAY, LogAppender, OVERLAP_APPENDS } from './log-appender.ts';
import { prepareLogFile } from './log-file.ts';
import { LogReader } from './log-reader.ts';
import { RowWriter, type WriteOutcome } from './row-writer.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import type { SyncPlace } from './sync-pace.ts';
import { WalLength } from './wal-length.ts';
import { connectForWriting } from './write-connection.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const UNSYNCED: WriteOutcome = { outcome: 'failed', kind: 'unsynced', message: 'disk I/O error' };

describe('appends to the log', () => {
  let folder: string;
  let file: string;
  let writer: HeldWriter;
  /** What is said of the next write in place, instead of writing. */
  let inPlaceFails: WriteOutcome | undefined;
  let writtenInPlace: number;
  let store: EventStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'event-log-'));
    file = join(folder, 'events.sqlite');
    inPlaceFails = undefined;
    writtenInPlace = 0;
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const openOn = (syncPlace: SyncPlace): EventStore => {
    const lock = prepareLogFile(file);
    const connection = connectForWriting(file, 0);
    const judge = new GroupJudge(connection, file);
    const rows = new RowWriter(connection);
    const inPlace: Pick<RowWriter, 'write'> = {
      write: (newRows) => {
        writtenInPlace += 1;
        return inPlaceFails ?? rows.write(newRows);
      },
    };
    writer = new HeldWriter(file);
    const checkpointer = startCheckpointer(file);
    const length = new WalLength(checkpointer);
    const disconnect = (): void => connection.close();
    const appender = new LogAppender({ file, judge, inPlace, writer, syncPlace, length, disconnect });
    const reader = new LogReader(file);
    return new SqliteEventStore({ file, lock, opened: judge.opened, appender, checkpointer, reader, now: Date.now });
  };
  const append = (stream: string, expected: ExpectedVersion = 'any', events = newEvents(1)): Promise<AppendResult> =>
    store.append({ stream, expected, events });
  const handedOver = (groups: number): Promise<void> => until(() => writer.waiting.length === groups);
  /** Has the writer do what it was given, and is given meanwhile, until all of that was answered. */
  const answered = async <Answer>(answers: Promise<Answer>): Promise<Answer> => {
    let over = false;
    const ended = answers.finally(() => (over = true));
    await until(() => {
      if (writer.waiting.length > 0) writer.finish();
      return over;
    });
    return ended;
  };
  const eventsInFile = (): unknown => {
    const log = new DatabaseSync(file, { readOnly: true });
    const counted = log.prepare('SELECT count(*) AS events FROM event').get()?.['events'];
    log.close();
    return counted;
  };

  it('are answered, told and read when they are on disk and the writer has said so, and not before', async () => {
    store = openOn(SYNC_PLACES.aside());
    let isAnswered = false;
    const appending = append('meet-1').finally(() => (isAnswered = true));
    await handedOver(1);
    expect(eventsInFile()).toBe(0);
    const answer = writer.writeOldest();
    expect(eventsInFile()).toBe(1);
    expect(await collect(store.readStream('meet-1'))).toEqual([]);
    expect(await store.lastOf('meet-1')).toBeUndefined();
    expect(await collect(store.readAll())).toEqual([]);
    expect([await store.head(), isAnswered]).toEqual([0, false]);
    answer();
    expect(await appending).toMatchObject({ outcome: 'appended' });
    expect(await collect(store.readStream('meet-1'))).toHaveLength(1);
    expect(await store.head()).toBe(1);
  });

  it('of one turn are handed over in groups, the next one while the first is being written', async () => {
    store = openOn(SYNC_PLACES['in place']());
    const all = Promise.all(Array.from({ length: 4 * MAX_GROUP_APPENDS }, (_, nth) => append(`meet-${nth}`)));
    await handedOver(GROUPS_UNDER_WAY);
    await nextTurn();
    expect(writer.waiting.map(({ rows }) => rows.length)).toEqual([MAX_GROUP_APPENDS, MAX_GROUP_APPENDS]);
    writer.finish();
    await handedOver(GROUPS_UNDER_WAY);
    expect((await answered(all)).every(({ outcome }) => outcome === 'appended')).toBe(true);
    expect([eventsInFile(), writtenInPlace]).toEqual([4 * MAX_GROUP_APPENDS, 0]);
  });

  it('that are few wait for the group on its way, and are then written together', async () => {
    store = openOn(SYNC_PLACES.aside());
    const first = append('meet-0');
    await handedOver(1);
    const others = Array.from({ length: OVERLAP_APPENDS - 1 }, (_, nth) => append(`meet-${nth}`));
    await nextTurn();
    expect(writer.waiting).toHaveLength(1);
    writer.finish();
    await first;
    await handedOver(1);
    expect(writer.waiting[0]?.rows).toHaveLength(OVERLAP_APPENDS - 1);
    await answered(Promise.all(others));
  });

  it('that are alone are written in place on a fast disk, and by the thread on any other', async () => {
    store = openOn(SYNC_PLACES['in place']());
    await Promise.all([append('meet-1'), append('meet-2')]);
    expect(writtenInPlace).toBe(1);
    await store.close();
    store = openOn(SYNC_PLACES.aside());
    await answered(append('meet-1'));
    expect([writtenInPlace, await store.head()]).toEqual([1, 3]);
  });

  it('that store nothing need no transaction', async () => {
    store = openOn(SYNC_PLACES['in place']());
    const events = newEvents(1);
    await append('meet-1', 'none', events);
    expect(await append('meet-1', 'none')).toMatchObject({ outcome: 'conflict', actual: 1 });
    expect(await append('meet-1', 'none', events)).toMatchObject({ outcome: 'repeated' });
    expect([writtenInPlace, writer.waiting.length]).toEqual([1, 0]);
  });

  it('that repeat what is on its way, or conflict with it, are answered when that is on disk', async () => {
    store = openOn(SYNC_PLACES.aside());
    const events = newEvents(1);
    const outcomes: string[] = [];
    const note = async (appending: Promise<AppendResult>): Promise<number> => outcomes.push((await appending).outcome);
    const first = note(append('meet-1', 'none', events));
    await handedOver(1);
    const others = [append('meet-1', 'none', events), append('meet-1', 'none'), append('meet-1', 'any')];
    const noted = Promise.all(others.map(note));
    await nextTurn();
    expect([outcomes, writer.waiting.length]).toEqual([[], 1]);
    await answered(Promise.all([first, noted]));
    expect(outcomes).toEqual(['appended', 'repeated', 'conflict', 'appended']);
  });

  it('that conflict beside others that are many wait for none but those before them', async () => {
    store = openOn(SYNC_PLACES.aside());
    const all = Array.from({ length: 3 * MAX_GROUP_APPENDS }, (_, nth) =>
      append(`meet-${nth % MAX_GROUP_APPENDS}`, 'none'),
    );
    const outcomes = (await answered(Promise.all(all))).map(({ outcome }) => outcome);
    expect(outcomes.slice(0, MAX_GROUP_APPENDS).every((outcome) => outcome === 'appended')).toBe(true);
    expect(outcomes.slice(MAX_GROUP_APPENDS).every((outcome) => outcome === 'conflict')).toBe(true);
  });

  it('under way are finished by a close, which closes the writer after them', async () => {
    store = openOn(SYNC_PLACES.aside());
    const first = append('meet-1');
    await handedOver(1);
    const second = append('meet-2');
    const closing = store.close();
    await expect(append('meet-3')).rejects.toThrow(EventStoreClosed);
    writer.finish();
    await handedOver(1);
    expect(writer.closed).toBe(false);
    writer.finish();
    expect(await Promise.all([first, second])).toMatchObject([{ outcome: 'appended' }, { outcome: 'appended' }]);
    await closing;
    expect(writer.closed).toBe(true);
  });

  it('whose group fails on a full disk fail with it, and those behind it are written without a gap', async () => {
    store = openOn(SYNC_PLACES.aside());
    await answered(append('meet-0', 'none'));
    writer.limitPages(0);
    const large = newEvents(1, { data: { text: 'x'.repeat(100_000) } });
    const failing = [append('meet-0', 1, large), append('meet-1', 'none')].map((one) =>
      expect(one).rejects.toThrow(/full/),
    );
    await handedOver(1);
    const behind = Array.from({ length: OVERLAP_APPENDS }, (_, nth) =>
      // The last one cannot be judged before it is known what became of the first ones.
      nth === OVERLAP_APPENDS - 1 ? append('meet-0', 1) : append(`other-${nth}`, 'none'),
    );
    await handedOver(2);
    writer.finish();
    await Promise.all(failing);
    writer.limitPages(1_000);
    expect((await answered(Promise.all(behind))).every(({ outcome }) => outcome === 'appended')).toBe(true);
    const positions = (await collect(store.readAll())).map(({ position }) => position);
    expect(positions).toEqual(Array.from({ length: 1 + OVERLAP_APPENDS }, (_, nth) => nth + 1));
  });

  it.each(['in place', 'aside', 'mixed'] as const)(
    'to streams of an earlier time that are said to be new find out, and hold up nobody else (%s)',
    async (place) => {
      const events = newEvents(1);
      store = await openSqliteEventStore({ file, syncPlace: SYNC_PLACES[place]() });
      await append('meet-1', 'none', events);
      await store.close();
      store = await openSqliteEventStore({ file, syncPlace: SYNC_PLACES[place]() });
      const others = Array.from({ length: 3 * MAX_GROUP_APPENDS }, (_, nth) => append(`other-${nth}`, 'none'));
      const results = await Promise.all([
        append('meet-1', 0, events),
        append('meet-1', 'none'),
        append('meet-1', 1),
        ...others,
      ]);
      const outcomes = results.map(({ outcome }) => outcome);
      expect(outcomes.slice(0, 3)).toEqual(['repeated', 'conflict', 'appended']);
      expect(outcomes.slice(3).every((outcome) => outcome === 'appended')).toBe(true);
      const positions = (await collect(store.readAll())).map(({ position }) => position);
      expect(positions).toEqual(Array.from({ length: 2 + others.length }, (_, nth) => nth + 1));
    },
  );

  it('whose place is taken although they looked for it fail, instead of trying for ever', async () => {
    store = openOn(SYNC_PLACES.aside());
    const failing = expect(append('meet-1', 'none')).rejects.toThrow(
      /append to meet-1 failed: an event stands already/,
    );
    await handedOver(1);
    writer.finish({ outcome: 'taken' });
    await handedOver(1);
    writer.finish({ outcome: 'taken' });
    await failing;
    expect(await answered(append('meet-1', 'none'))).toMatchObject({ outcome: 'appended' });
  });

  it.each(['in place', 'aside'] as const)(
    'whose fsync fails %s break the store: what waits fails, what is on disk can be read, and opening it anew tells',
    async (place) => {
      store = openOn(SYNC_PLACES[place]());
      await answered(append('meet-1', 'none'));
      inPlaceFails = UNSYNCED;
      const failing = expect(append('meet-1', 1)).rejects.toThrow(/events\.sqlite: disk I\/O error; open it again/);
      if (place === 'aside') {
        await handedOver(1);
        const waiting = expect(append('meet-2')).rejects.toThrow(EventStoreBroken);
        writer.finish(UNSYNCED);
        await waiting;
      }
      await failing;
      await expectBroken();
    },
  );

  it('on their way when the writer thread ends break the store as well', async () => {
    store = openOn(SYNC_PLACES.aside());
    await answered(append('meet-1', 'none'));
    const failing = [append('meet-1', 1), append('meet-2')].map((one) =>
      expect(one).rejects.toThrow(/events\.sqlite: out of memory; open it again/),
    );
    await handedOver(1);
    writer.break('out of memory');
    await Promise.all(failing);
    await expectBroken();
  });

  async function expectBroken(): Promise<void> {
    await expect(store.head()).rejects.toThrow(EventStoreBroken);
    await expect(append('meet-3')).rejects.toThrow(EventStoreBroken);
    expect(await collect(store.readStream('meet-1'))).toHaveLength(1);
    await store.close();
    await expect(store.head()).rejects.toThrow(EventStoreClosed);
    store = await openSqliteEventStore({ file });
    expect(await store.head()).toBe(1);
    expect(await append('meet-1', 1)).toMatchObject({ outcome: 'appended' });
  }

  it('fail where the file is locked for too long, and go on when it is not', async () => {
    store = openOn(SYNC_PLACES['in place']());
    const other = connectForWriting(file, 0);
    other.exec('BEGIN IMMEDIATE');
    await expect(append('meet-1', 'none')).rejects.toThrow(EventStoreUnavailable);
    other.close();
    expect(await append('meet-1', 'none')).toMatchObject({ outcome: 'appended' });
  });

  it('beside a damaged stream go on: only what looks at the damage fails', async () => {
    const events: readonly NewEvent[] = newEvents(3);
    store = await openSqliteEventStore({ file });
    await append('meet-1', 'none', [...events]);
    await store.close();
    const db = new DatabaseSync(file);
    db.exec(`UPDATE event SET data = '{"nth":7}' WHERE position IN (2, 3)`);
    db.close();
    store = await openSqliteEventStore({ file });
    const [repeated, behind, other] = await Promise.allSettled([
      append('meet-1', 'none', [...events]),
      append('meet-1', 3),
      append('meet-2'),
    ]);
    expect(repeated).toMatchObject({ status: 'rejected', reason: expect.any(CorruptEvent) });
    expect(behind).toMatchObject({ status: 'rejected', reason: expect.any(CorruptEvent) });
    expect(other).toMatchObject({ status: 'fulfilled', value: { outcome: 'appended' } });
  });
});
