import { DatabaseSync } from 'node:sqlite';
import { WAL_LIMIT_PAGES } from './wal-length.ts';

/**
 * How long a write in place waits for whoever else holds the lock on writing, in milliseconds, and the event loop with it: nobody
 * should, for the log is this process's alone, but a tool that checkpoints the file from outside may for a moment.
 */
export const IN_PLACE_LOCK_WAIT_MS = 50;
/** How long the writer thread waits for it, in milliseconds, while the event loop goes on. */
export const WRITER_LOCK_WAIT_MS = 2_000;
/**
 * The page cache of each connection that writes, in KiB. They append, so they need few pages again; appends of 64 at a time were
 * faster with this much than with eight times as much, in both runs that compared them.
 */
export const WRITER_CACHE_KIB = 8_192;

/**
 * A connection that writes the log; whoever asked for it closes it. `synchronous = FULL`: a commit has been fsynced when it returns,
 * and nobody can read it earlier (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export function connectForWriting(file: string, lockWaitMs: number): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: lockWaitMs });
  db.exec(
    `PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${WAL_LIMIT_PAGES}; PRAGMA cache_size = -${WRITER_CACHE_KIB};`,
  );
  return db;
}
