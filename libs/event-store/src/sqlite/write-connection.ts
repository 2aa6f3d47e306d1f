import { DatabaseSync } from 'node:sqlite';
import { WAL_LIMIT_PAGES } from './wal-length.ts';

/**
 * How long a write waits for whoever else holds the lock on writing, in milliseconds, and the event loop with it: nobody should,
 * for the log is this process's alone, but a tool that checkpoints the file from outside may for a moment.
 */
export const WRITE_LOCK_WAIT_MS = 50;
/**
 * The writer's page cache, in KiB. It appends, so it needs few pages again; appends of 64 at a time were faster with this much
 * than with eight times as much, in both runs that compared them.
 */
export const WRITER_CACHE_KIB = 8_192;

/**
 * The connection that writes the log; whoever asked for it closes it. With `synchronous = NORMAL` a commit is written and not
 * fsynced, which the appender sees to (`WalFile`); the rest of what FULL syncs, NORMAL does too: the write-ahead log's header when
 * it begins anew, and both files at a checkpoint (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export function connectForWriting(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: WRITE_LOCK_WAIT_MS });
  db.exec(
    `PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${WAL_LIMIT_PAGES}; PRAGMA cache_size = -${WRITER_CACHE_KIB};`,
  );
  return db;
}
