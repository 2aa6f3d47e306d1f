import { join, resolve } from 'node:path';
import type { EventStore } from '../port.ts';
import { startCheckpointer } from './checkpointer.ts';
import { LOG_FILE_NAME, prepareLogFile } from './log-file.ts';
import { LogReader } from './log-reader.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { connectWriter, startWriterThread } from './writer-client.ts';

export interface SqliteEventStoreOptions {
  /** The log's file; made where there is none, with whatever directories it needs. This or `dataDir`. */
  readonly file?: string;
  /** The directory that holds the log as {@link LOG_FILE_NAME}. */
  readonly dataDir?: string;
  /** The clock behind `recordedAt`, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** How many of the newest events followers find in memory. Default `LIVE_TAIL_EVENTS`. */
  readonly liveTailEvents?: number;
}

/**
 * The embedded event store: one SQLite file in WAL mode, written by one thread of its own and fsynced before any append
 * is acknowledged; appends that come together share one fsync. One process has a log open at a time: a second opener is
 * refused with `EventStoreUnavailable`, and a crash leaves nothing that must be cleaned up. Others may read the file
 * with any SQLite reader meanwhile.
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const file = fileOf(options);
  const lock = prepareLogFile(file);
  try {
    const checkpointBell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const writer = await connectWriter(startWriterThread(file, checkpointBell));
    const checkpointer = startCheckpointer(file, checkpointBell);
    const reader = new LogReader(file);
    return new SqliteEventStore({
      file,
      lock,
      writer,
      checkpointer,
      reader,
      now: options.now ?? Date.now,
      ...(options.liveTailEvents === undefined ? {} : { liveTailEvents: options.liveTailEvents }),
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function fileOf({ file, dataDir }: SqliteEventStoreOptions): string {
  if (file !== undefined) return resolve(file);
  if (dataDir !== undefined) return resolve(join(dataDir, LOG_FILE_NAME));
  throw new TypeError('openSqliteEventStore needs a file or a dataDir');
}
