import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { EventStore, Position, RecordedEvent } from '@meets/event-store';
import type { Log } from '../logging/log.ts';
import { CUSTOMER_TIMELINE_SCHEMA } from './customer-timeline/table.ts';
import { DIRECTORY_SCHEMA } from './directory/table.ts';
import { DUTIES_SCHEMA } from './duties/table.ts';
import { EVENT_INDEX_SCHEMA } from './event-index/table.ts';
import { MEETS_SCHEMA } from './meets/table.ts';
import { PHONE_NUMBERS_SCHEMA } from './phone-numbers/table.ts';
import { REVOCATIONS_SCHEMA } from './revocations/table.ts';

/**
 * The version of everything the rows are made from: schemas, folds and the disclosure table. Raise it with every change
 * of one of them; the file is then rebuilt from the log at the next start.
 */
export const PROJECTION_VERSION = 11;

/** The newest event that the rows contain, and enough of it to tell whether the log is still the one they came from. */
export interface Checkpoint {
  readonly position: Position;
  readonly stream: string;
  readonly version: number;
  readonly hash: string;
}

/** The read model's SQLite file. It belongs to one process; a second one that opens it is refused by SQLite. */
export interface ProjectionFile {
  readonly db: DatabaseSync;
  /** Null: nothing was applied yet. */
  readonly checkpoint: Checkpoint | null;
  begin(): void;
  commit(): void;
  saveCheckpoint(event: RecordedEvent): void;
  /** Removes what was deleted from the write-ahead log too, so that a forgotten name stands nowhere in the files. */
  scrub(): void;
  /** Safe to call twice. */
  close(): void;
}

/**
 * Opens the file, or begins a new one where there is none, where it is damaged or of another version, and where it does
 * not come from this log: it is ahead of it, or remembers other events, because the log was restored from a backup.
 */
export async function openProjectionFile(path: string, store: EventStore, log: Log): Promise<ProjectionFile> {
  const found = openSound(path);
  if (found.file) {
    if (await comesFromOrCloses(found.file, store)) return found.file;
    found.file.close();
  }
  const reason = found.file ? 'it does not come from this log' : found.unsound;
  if (reason) log.warn({ file: path, reason }, 'the read model is dropped and rebuilt from the log');
  remove(path);
  return beginNew(path);
}

type Found =
  | { readonly file: ProjectionFile; readonly unsound?: undefined }
  /** `unsound`: why it cannot be used; null where there simply is none. */
  | { readonly file: null; readonly unsound: string | null };

function openSound(path: string): Found {
  let db: DatabaseSync | undefined;
  try {
    db = connect(path);
    const version = versionOf(db);
    if (version === PROJECTION_VERSION && isWhole(db)) return { file: asFile(db) };
    db.close();
    if (version === 0) return { file: null, unsound: null };
    const unsound =
      version === PROJECTION_VERSION ? 'it is damaged' : `its version is ${version}, not ${PROJECTION_VERSION}`;
    return { file: null, unsound };
  } catch (error) {
    db?.close();
    if (!isDamage(error)) throw error;
    return { file: null, unsound: 'it is damaged' };
  }
}

function connect(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(PRAGMAS);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * One process, so no shared memory file. A crash loses nothing under WAL, and a power cut at most the newest rows, which
 * the checkpoint in the same transaction takes along. secure_delete, because names are in here. The write-ahead log may
 * grow to 32 MB before it is brought into the file: a rebuild then writes each page less often.
 */
const PRAGMAS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
  PRAGMA wal_autocheckpoint = 8000;
`;

const CHECKPOINT_SCHEMA = `
  CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
    hash TEXT NOT NULL
  );
`;

/** The schema and its version come into the file together, so that a crash in between leaves no half of it. */
function beginNew(path: string): ProjectionFile {
  const db = connect(path);
  db.exec(`
    BEGIN;
    ${CHECKPOINT_SCHEMA} ${DIRECTORY_SCHEMA} ${MEETS_SCHEMA} ${EVENT_INDEX_SCHEMA} ${CUSTOMER_TIMELINE_SCHEMA}
    ${REVOCATIONS_SCHEMA} ${PHONE_NUMBERS_SCHEMA} ${DUTIES_SCHEMA}
    PRAGMA user_version = ${PROJECTION_VERSION};
    COMMIT;
  `);
  return asFile(db);
}

function asFile(db: DatabaseSync): ProjectionFile {
  const record = db.prepare('SELECT position, stream, version, hash FROM checkpoint').get();
  const save = db.prepare('INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?, ?)');
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  let open = true;
  return {
    db,
    // Written by `saveCheckpoint`, under the same version.
    checkpoint: record ? ({ ...record } as unknown as Checkpoint) : null,
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    saveCheckpoint: ({ position, stream, version, hash }) => void save.run(position, stream, version, hash),
    scrub: () => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    close() {
      if (open) db.close();
      open = false;
    },
  };
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version']);

const isWhole = (db: DatabaseSync): boolean => db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';

/** SQLite's own words for a file that is no database any more; anything else (locked, no permission) must not delete it. */
function isDamage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  if (typeof error.errcode !== 'number') return false;
  // The low byte is the primary code; extended ones say more in the bytes above.
  const primary = error.errcode & 0xff;
  return primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB;
}
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Where the log cannot be asked, the file is let go: as long as it is open, nobody else may have it, not even a later try. */
async function comesFromOrCloses(file: ProjectionFile, store: EventStore): Promise<boolean> {
  try {
    return await comesFrom(store, file.checkpoint);
  } catch (error) {
    file.close();
    throw error;
  }
}

async function comesFrom(store: EventStore, checkpoint: Checkpoint | null): Promise<boolean> {
  if (!checkpoint) return true;
  const { stream, version, position, hash } = checkpoint;
  for await (const event of store.readStream(stream, { after: version - 1, limit: 1 })) {
    return event.position === position && event.hash === hash;
  }
  return false;
}

function remove(path: string): void {
  if (path === ':memory:') return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}
