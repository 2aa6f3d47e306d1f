import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EventStoreUnavailable } from '../port.ts';
import { createPrivateFile } from '../private-file.ts';
import { isSqliteError, SQLITE_BUSY } from './sqlite-errors.ts';

/** The log's file inside a data directory. */
export const LOG_FILE_NAME = 'events.sqlite';

/** The stored shape that this program writes and reads; stored shapes are for ever, so this only ever grows. */
export const LOG_FORMAT = 1;

/**
 * Where the log's table is described. The envelope is one text of fixed places (see `stored-event.ts`); the view takes it
 * apart for people and for SQL.
 */
const SCHEMA = `
  CREATE TABLE log_format (version INTEGER NOT NULL) STRICT;
  INSERT INTO log_format VALUES (${LOG_FORMAT});
  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    envelope TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (stream, version)
  ) STRICT;
  CREATE VIEW readable_event AS SELECT
    position, stream, version, substr(envelope, 1, 36) AS id, type,
    CAST(substr(envelope, 149) AS INTEGER) AS schema_version,
    substr(envelope, 37, 24) AS occurred_at, substr(envelope, 61, 24) AS recorded_at,
    data, metadata, substr(envelope, 85, 64) AS hash
  FROM event;
`;

/** Holds a log for this process; `release` is safe to call twice. */
export interface LogLock {
  release(): void;
}

/**
 * Makes the log's file where there is none, readable by its owner only, and takes it for this process. Throws
 * {@link EventStoreUnavailable} where another process has it, where it was written by a newer program, and where it is no
 * log.
 */
export function prepareLogFile(file: string): LogLock {
  const path = resolve(file);
  createPrivateFile(`${path}.lock`);
  const lock = lockLog(path);
  try {
    createPrivateFile(path);
    prepareSchema(path);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * An exclusive transaction on an empty database beside the log: the kernel drops its lock with the process, however that
 * dies, so there is no stale lock to clean up after a kill -9.
 */
function lockLog(path: string): LogLock {
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!isSqliteError(cause, SQLITE_BUSY)) throw cause;
    throw new EventStoreUnavailable(
      `event log ${path} is open already, here or in another process; it takes one at a time`,
      {
        cause,
      },
    );
  }
  return {
    release: () => {
      if (lock.isOpen) lock.close();
    },
  };
}

function prepareSchema(path: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    const known = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    if (known.length === 0) {
      db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
      return;
    }
    const format = known.some((table) => table['name'] === 'log_format')
      ? db.prepare('SELECT version FROM log_format').get()?.['version']
      : undefined;
    if (format === LOG_FORMAT) return;
    const problem =
      typeof format === 'number'
        ? `has format ${format}, but this program knows formats up to ${LOG_FORMAT}: use the program that wrote it, or a newer one`
        : 'is a database, but no event log';
    throw new EventStoreUnavailable(`${path} ${problem}`);
  } catch (cause) {
    if (cause instanceof EventStoreUnavailable) throw cause;
    throw new EventStoreUnavailable(`event log ${path} cannot be opened`, { cause });
  } finally {
    db.close();
  }
}
