import { join, resolve } from 'node:path';
import { type EventStore, EventStoreUnavailable } from '../port.ts';
import { startCheckpointer } from './checkpointer.ts';
import { LogAppender } from './log-appender.ts';
import { LOG_FILE_NAME, prepareLogFile } from './log-file.ts';
import { LogReader } from './log-reader.ts';
import { LogWriter } from './log-writer.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { type SyncPlace, SyncPace } from './sync-pace.ts';
import { openWalFile, syncedAside } from './wal-file.ts';
import { WalLength } from './wal-length.ts';
import { connectForWriting } from './write-connection.ts';

export interface SqliteEventStoreOptions {
  /** The log's file; made where there is none, with whatever directories it needs. This or `dataDir`. */
  readonly file?: string;
  /** The directory that holds the log as {@link LOG_FILE_NAME}. */
  readonly dataDir?: string;
  /** The clock behind `recordedAt`, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** How many of the newest events followers find in memory. Default `LIVE_TAIL_EVENTS`. */
  readonly liveTailEvents?: number;
  /** Where fsyncs are done. By default a `SyncPace` finds out how fast the disk is. */
  readonly syncPlace?: SyncPlace;
}

/**
 * The embedded event store: one SQLite file in WAL mode, written on the calling thread and fsynced before any append is
 * acknowledged; appends that come together share one fsync. One process has a log open at a time: a second opener is
 * refused with `EventStoreUnavailable`, and a crash leaves nothing that must be cleaned up. Others may read the file
 * with any SQLite reader meanwhile.
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const file = fileOf(options);
  const lock = prepareLogFile(file);
  const opened: (() => void)[] = [() => lock.release()];
  try {
    const connection = connectForWriting(file);
    const disconnect = (): void => connection.close();
    opened.push(disconnect);
    const writer = new LogWriter(connection, file);
    const wal = openWalFile(file);
    opened.push(() => wal.close());
    // A process that was killed may have left what it never fsynced, and whoever repeats that append is told that it stands.
    await syncedAside(wal);
    const reader = new LogReader(file);
    const checkpointer = startCheckpointer(file);
    const { syncPlace = new SyncPace(), now = Date.now, liveTailEvents } = options;
    const parts = { file, writer, wal, syncPlace, length: new WalLength(checkpointer), disconnect };
    return new SqliteEventStore({
      ...{ file, lock, opened: writer.opened, appender: new LogAppender(parts), checkpointer, reader, now },
      ...(liveTailEvents === undefined ? {} : { liveTailEvents }),
    });
  } catch (cause) {
    for (const close of opened.reverse()) close();
    throw new EventStoreUnavailable(`event log ${file} cannot be opened`, { cause });
  }
}

function fileOf({ file, dataDir }: SqliteEventStoreOptions): string {
  if (file !== undefined) return resolve(file);
  if (dataDir !== undefined) return resolve(join(dataDir, LOG_FILE_NAME));
  throw new TypeError('openSqliteEventStore needs a file or a dataDir');
}
