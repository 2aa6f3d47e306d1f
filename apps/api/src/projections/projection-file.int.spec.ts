import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { customerStream, type MeetEvent } from '@meets/meet-domain';
import { at, host, inbound, juno, MEET_ID, meetCommands, missed, play } from '@meets/meet-domain/testing';
import fc from 'fast-check';
import { EventStoreUnavailable } from '@meets/event-store';
import { through } from '../testing/breaking-store.ts';
import type { Log } from '../logging/log.ts';
import { keyOwner } from '../stored-events/key-owner.ts';
import {
  CHANNEL,
  createToldLog,
  customer,
  manager,
  openScene,
  tellOfEverybody,
  type ToldLog,
} from '../testing/read-model-scene.ts';
import { openReadModel, type ReadModelOptions } from './open-read-model.ts';
import { PROJECTION_VERSION } from './projection-file.ts';

/** Each run rebuilds whole files several times. */
const PROPERTY_TIMEOUT_MS = 60_000;

describe("the read model's file", () => {
  let directory: string;
  let file: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'read-model-'));
    file = path.join(directory, 'rows.sqlite');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const open = ({ store, keys }: ToldLog, options: Partial<ReadModelOptions> = {}) =>
    openReadModel({ store, keys, file, ...options });
  /** Opens and closes the read model, and answers with what it said about the file. */
  const reopened = async (log: ToldLog, name = file): Promise<readonly unknown[]> => {
    const said: unknown[] = [];
    const noted: Log = {
      info: () => undefined,
      warn: (fields) => said.push(fields),
      error: (fields) => said.push(fields),
    };
    await (await open(log, { file: name, log: noted })).close();
    return said.map((fields) => (fields as { reason?: unknown }).reason);
  };

  it(
    'rebuilds to the same bytes in every row, whatever the batches, and keeps customers their positions',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(meetCommands(), { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 1, max: 9 }),
          async (stories, size) => {
            const log = createToldLog();
            await tellOfEverybody(log);
            const live = path.join(directory, 'live.sqlite');
            const scene = await openScene({ file: live }, log);
            await tellStories(log, stories);
            await scene.settled();
            const position = scene.reads.meet(customer, MEET_ID)?.position;
            await scene.reads.close();
            for (const maxBatchEvents of [1, size, 1_000]) {
              const rebuilt = path.join(directory, `rebuilt-${maxBatchEvents}.sqlite`);
              const reads = await open(log, { file: rebuilt, maxBatchEvents });
              expect(reads.meet(customer, MEET_ID)?.position).toBe(position);
              await reads.close();
              expect(dumpOf(rebuilt)).toEqual(dumpOf(live));
              await rm(rebuilt);
            }
            await rm(live);
            await log.store.close();
          },
        ),
        { numRuns: 10 },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  it('goes on where it stopped, and applies nothing twice', async () => {
    const log = createToldLog();
    await tellOfEverybody(log);
    await log.tellMeet(inbound());
    expect(await reopened(log)).toEqual([]);
    await log.tellMeet(missed().slice(2));
    expect(await reopened(log)).toEqual([]);
    const whole = path.join(directory, 'whole.sqlite');
    await reopened(log, whole);
    expect(dumpOf(file)).toEqual(dumpOf(whole));
  });

  it('takes rows and checkpoint together or not at all', async () => {
    const log = createToldLog();
    await tellOfEverybody(log);
    await log.tellMeet(inbound());
    await reopened(log);
    const before = dumpOf(file);
    await log.tellMeet(missed().slice(2));
    change(file, "CREATE TRIGGER crash BEFORE INSERT ON checkpoint BEGIN SELECT RAISE(ABORT, 'as by a crash'); END");
    await expect(open(log)).rejects.toThrow('as by a crash');
    expect(dumpOf(file)).toEqual(before);
    change(file, 'DROP TRIGGER crash');
    await reopened(log);
    const whole = path.join(directory, 'whole.sqlite');
    await reopened(log, whole);
    expect(dumpOf(file)).toEqual(dumpOf(whole));
  });

  it('is rebuilt when its version is not the code’s', async () => {
    const log = createToldLog();
    await log.tellMeet(inbound());
    await reopened(log);
    change(file, `PRAGMA user_version = ${PROJECTION_VERSION + 1}; DELETE FROM meet;`);
    expect(await reopened(log)).toEqual([`its version is ${PROJECTION_VERSION + 1}, not ${PROJECTION_VERSION}`]);
    expect(rowsIn(file, 'meet')).toHaveLength(1);
  });

  it('is rebuilt when it is damaged', async () => {
    const log = createToldLog();
    for (let n = 1; n <= 60; n += 1) await log.tellMeet(meetOf(missed(), `uc.uc-1.${n}`), { meetId: `uc.uc-1.${n}` });
    await reopened(log);
    await writeFile(file, 'this is no database, and long enough to be taken for a header of one'.repeat(20));
    expect(await reopened(log)).toEqual(['it is damaged']);
    const bytes = await readFile(file);
    bytes.fill(0xa5, 4096 * 2, 4096 * 9);
    await writeFile(file, bytes);
    expect(await reopened(log)).toEqual(['it is damaged']);
    expect(rowsIn(file, 'meet')).toHaveLength(60);
  });

  it('is rebuilt when the log was restored from a backup, behind it or beside it', async () => {
    const log = createToldLog();
    await log.tellMeet(missed());
    await reopened(log);
    const behind = createToldLog();
    await behind.tellMeet(inbound());
    expect(await reopened(behind)).toEqual(['it does not come from this log']);
    expect(rowsIn(file, 'event_index')).toHaveLength(2);
    const beside = createToldLog();
    await beside.tellMeet(meetOf(inbound(), 'uc.uc-9.1'), { meetId: 'uc.uc-9.1' });
    await beside.tellMeet(inbound());
    expect(await reopened(beside)).toEqual(['it does not come from this log']);
    expect(rowsIn(file, 'meet')).toHaveLength(2);
  });

  it('is let go where the log cannot be asked, so that it opens at the next try', async () => {
    const log = createToldLog();
    await tellOfEverybody(log);
    await reopened(log);
    async function* readStream(): AsyncGenerator<never, void> {
      throw new EventStoreUnavailable('gone');
    }
    const unreachable = { ...through(log.store), readStream };
    await expect(open({ ...log, store: unreachable })).rejects.toThrow();
    expect(await reopened(log)).toEqual([]);
  });

  it('is left alone while another process has it open', async () => {
    const log = createToldLog();
    await log.tellMeet(inbound());
    const reads = await open(log);
    await expect(open(log)).rejects.toThrow('locked');
    expect(reads.meet(manager, MEET_ID)?.state).toBe('RINGING');
    await reads.close();
    await reads.close();
    expect(rowsIn(file, 'meet')).toHaveLength(1);
  });

  it('holds no byte of a forgotten name, nor ever one of a number, and rebuilds without them', async () => {
    const log = createToldLog();
    await tellOfEverybody(log);
    await log.tellMeet(missed());
    const reads = await open(log);
    expect(reads.customer(manager, juno.id)?.name).toBe('Juno Seo');
    expect(await bytesIn(directory)).toContain('Juno Seo');
    await log.keys.forget(keyOwner(CHANNEL, juno));
    const [forgotten] = await log.tell(customerStream(CHANNEL, juno.id), [
      { type: 'CustomerForgotten', at: at(500), by: host, data: { customerId: juno.id } },
    ]);
    await reads.positionFor(manager, forgotten?.position ?? 0);
    expect(reads.customer(manager, juno.id)).toEqual({ role: 'customer', id: juno.id, name: null, online: true });
    expect(await bytesIn(directory)).not.toMatch(/Juno Seo|1055550100/);
    expect(await bytesIn(directory)).toContain('Mina Kim');
    await reads.close();
    const rebuilt = path.join(directory, 'rebuilt.sqlite');
    await reopened(log, rebuilt);
    expect(dumpOf(rebuilt)).toEqual(dumpOf(file));
  });
});

async function tellStories(log: ToldLog, stories: readonly Parameters<typeof play>[0][]): Promise<void> {
  const told = stories.map((commands, index) => ({
    meetId: index === 0 ? MEET_ID : `uc.uc-1.${index + 1}`,
    appends: play(commands).steps.flatMap(({ decision }) =>
      decision.accepted && decision.events.length > 0 ? [decision.events] : [],
    ),
  }));
  const longest = Math.max(...told.map(({ appends }) => appends.length));
  for (let step = 0; step < longest; step += 1) {
    for (const { meetId, appends } of told) {
      const append = appends[step];
      if (append) await log.tellMeet(meetOf(append, meetId), { meetId });
    }
  }
}

const meetOf = (events: readonly MeetEvent[], meetId: string): readonly MeetEvent[] =>
  events.map((event) => (event.type === 'MeetStarted' ? { ...event, data: { ...event.data, meetId } } : event));

/** Every row of every table, as text. */
function dumpOf(name: string): readonly string[] {
  return read(name, (db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
    return tables.flatMap(({ name: table }) =>
      db
        .prepare(`SELECT * FROM ${String(table)}`)
        .all()
        .map((row) => `${String(table)} ${JSON.stringify(row)}`),
    );
  });
}

const rowsIn = (name: string, table: string): readonly unknown[] =>
  read(name, (db) => db.prepare(`SELECT * FROM ${table}`).all());
const change = (name: string, sql: string): void => read(name, (db) => db.exec(sql));

function read<Result>(name: string, use: (db: DatabaseSync) => Result): Result {
  const db = new DatabaseSync(name);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** All files of the directory as one text. */
async function bytesIn(directory: string): Promise<string> {
  const names = await readdir(directory);
  const files = await Promise.all(names.map((name) => readFile(path.join(directory, name), 'latin1')));
  return files.join('\n');
}
