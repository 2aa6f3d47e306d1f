import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type EventStore, EventStoreUnavailable } from '../port.ts';
import { startCheckpointer } from './checkpointer.ts';
import { GroupJudge } from './group-judge.ts';
import { LogAppender } from './log-appender.ts';
import { LOG_FILE_NAME, prepareLogFile } from './log-file.ts';
import { LogReader } from './log-reader.ts';
import { RowWriter } from './row-writer.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { type SyncPlace, SyncPace } from './sync-pace.ts';
import { WalLength } from './wal-length.ts';
import { connectForWriting, IN_PLACE_LOCK_WAIT_MS } from './write-connection.ts';
import { startWriter } from './writer.ts';

export interface SqliteEventStoreOptions {
  /** The log's file; made where there is none, with whatever directories it needs. This or `dataDir`. */
  readonly file?: string;
  /** The directory that holds the log as {@link LOG_FILE_NAME}. */
  readonly dataDir?: string;
  /** The clock behind `recordedAt`, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** How many of the newest events followers find in memory. Default `LIVE_TAIL_EVENTS`. */
  readonly liveTailEvents?: number;
  /** Where appends are written and fsynced. By default a `SyncPace` finds out how fast the disk is. */
  readonly syncPlace?: SyncPlace;
}

/**
 * The embedded event store: one SQLite file in WAL mode, written by a thread of its own (on a fast disk and with nothing else to do,
 * by the calling one) and fsynced before any append is acknowledged; appends that come together share one fsync. One process has a log
 * open at a time: a second opener is refused with `EventStoreUnavailable`, and a crash leaves nothing that must be cleaned up. Others
 * may read the file with any SQLite reader meanwhile.
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const file = fileOf(options);
  const lock = prepareLogFile(file);
  const opened: (() => void)[] = [() => lock.release()];
  try {
    const connection = connectForWriting(file, IN_PLACE_LOCK_WAIT_MS);
    const disconnect = (): void => connection.close();
    opened.push(disconnect);
    const judge = new GroupJudge(connection, file);
    await syncWal(file);
    const reader = new LogReader(file);
    const checkpointer = startCheckpointer(file);
    const { syncPlace = new SyncPace(), now = Date.now, liveTailEvents } = options;
    const appender = new LogAppender({
      ...{ file, judge, inPlace: new RowWriter(connection), writer: startWriter(file), syncPlace },
      ...{ length: new WalLength(checkpointer), disconnect },
    });
    return new SqliteEventStore({
      ...{ file, lock, opened: judge.opened, appender, checkpointer, reader, now },
      ...(liveTailEvents === undefined ? {} : { liveTailEvents }),
    });
  } catch (cause) {
    for (const close of opened.reverse()) close();
    throw new EventStoreUnavailable(`event log ${file} cannot be opened`, { cause });
  }
}

/**
 * A process that was killed in the middle of a commit may have left what it never fsynced, and whoever repeats that append is told
 * that it stands. SQLite's locks are on other files, so closing this descriptor lets go of none (POSIX drops a process's locks on a
 * file with any descriptor of it; https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
async function syncWal(file: string): Promise<void> {
  // Windows flushes only what was opened for writing.
  const wal = await open(`${file}-wal`, 'r+');
  try {
    await wal.datasync();
  } finally {
    await wal.close();
  }
}

function fileOf({ file, dataDir }: SqliteEventStoreOptions): string {
  if (file !== undefined) return resolve(file);
  if (dataDir !== undefined) return resolve(join(dataDir, LOG_FILE_NAME));
  throw new TypeError('openSqliteEventStore needs a file or a dataDir');
}
