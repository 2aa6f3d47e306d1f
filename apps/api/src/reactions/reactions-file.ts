import { DatabaseSync } from 'node:sqlite';
import type { Position } from '@meets/event-store';
import type { Moment } from '../time/steady-clock.ts';
import { CALL_TABLES } from './call-books.ts';

/** The shape of what the reactions keep. A file of another version is emptied and made anew from the log. */
export const AGENDA_SCHEMA_VERSION = 8;

/**
 * Where the reactions keep what they know: their checkpoint in the log, the agenda and the books. All of it follows from
 * the log, so the file may be deleted while nobody has it open. One process at a time. The moment that it keeps besides is
 * for a wall clock that is set back while the process is down.
 */
export interface ReactionsFile {
  readonly db: DatabaseSync;
  /** Everything up to there has been taken in. */
  checkpoint(): Position;
  /** Runs the change and moves the checkpoint in one transaction: both or neither. Not to be nested. */
  advance(to: Position, change: () => void): void;
  /** Empties the file, as if it were new; the moment stays. */
  reset(): void;
  /** The newest moment that was kept, or null. */
  keptMoment(): Moment | null;
  /** Joins the transaction that is open, if one is. */
  keepMoment(moment: Moment): void;
  /** Safe to call twice. */
  close(): void;
}

/** Opens or creates the file; `:memory:` for one that is not kept. */
export function openReactionsFile(path: string): ReactionsFile {
  const db = new DatabaseSync(path);
  // NORMAL may lose the last transactions in a power cut, but never half of one; the log gives them again.
  // What is removed is overwritten, so that no page of the file goes on telling of a person after their entry is gone.
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 1000; PRAGMA secure_delete = ON;',
  );
  db.exec(MOMENT_SCHEMA);
  if (versionOf(db) !== AGENDA_SCHEMA_VERSION) create(db);
  const readCheckpoint = db.prepare('SELECT position FROM checkpoint');
  const writeCheckpoint = db.prepare('UPDATE checkpoint SET position = ?');
  const readMoment = db.prepare('SELECT now_ms, boot, since_boot_ms FROM moment');
  const writeMoment = db.prepare('INSERT OR REPLACE INTO moment VALUES (1, ?, ?, ?)');
  return {
    db,
    checkpoint: () => Number(readCheckpoint.get()?.['position'] ?? 0),
    advance(to, change) {
      inTransaction(db, () => {
        change();
        writeCheckpoint.run(to);
      });
    },
    reset() {
      inTransaction(db, () =>
        db.exec(TABLES.map((table) => `DELETE FROM ${table};`).join('') + 'UPDATE checkpoint SET position = 0;'),
      );
    },
    keptMoment() {
      const row = readMoment.get();
      if (!row) return null;
      const { now_ms: nowMs, boot, since_boot_ms: ms } = row;
      return { nowMs: Number(nowMs), sinceBoot: boot === null ? null : { boot: String(boot), ms: Number(ms) } };
    },
    keepMoment: ({ nowMs, sinceBoot }) =>
      void writeMoment.run(nowMs, sinceBoot?.boot ?? null, sinceBoot === null ? null : Math.floor(sinceBoot.ms)),
    close() {
      if (db.isOpen) db.close();
    },
  };
}

const TABLES = ['agenda', 'open_meet', 'meet_person', 'offline', ...Object.keys(CALL_TABLES)] as const;

/** Outlives a change of the other tables' shape: the log cannot give it again. */
const MOMENT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS moment (
    id INTEGER PRIMARY KEY CHECK (id = 1), now_ms INTEGER NOT NULL, boot TEXT, since_boot_ms INTEGER
  ) STRICT;
`;

const SCHEMA = `
  CREATE TABLE checkpoint (position INTEGER NOT NULL) STRICT;
  INSERT INTO checkpoint VALUES (0);
  CREATE TABLE agenda (
    id TEXT PRIMARY KEY, channel_id TEXT NOT NULL, task TEXT NOT NULL, due_at INTEGER NOT NULL,
    cause_event_id TEXT NOT NULL, correlation_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE open_meet (
    channel_id TEXT NOT NULL, meet_id TEXT NOT NULL, user_chat_id TEXT, direction TEXT,
    ringing INTEGER NOT NULL, PRIMARY KEY (channel_id, meet_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX open_meet_by_chat ON open_meet (channel_id, user_chat_id);
  CREATE TABLE meet_person (
    channel_id TEXT NOT NULL, meet_id TEXT NOT NULL, role TEXT NOT NULL, person_id TEXT NOT NULL, entered_at TEXT NOT NULL,
    PRIMARY KEY (channel_id, meet_id, role, person_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX meet_person_by_person ON meet_person (channel_id, role, person_id);
  CREATE TABLE offline (
    channel_id TEXT NOT NULL, role TEXT NOT NULL, person_id TEXT NOT NULL, lost_since TEXT NOT NULL,
    grace_until TEXT NOT NULL, cause_event_id TEXT NOT NULL, correlation_id TEXT NOT NULL,
    PRIMARY KEY (channel_id, role, person_id)
  ) STRICT, WITHOUT ROWID;
  ${Object.entries(CALL_TABLES)
    .map(([name, columns]) => `CREATE TABLE ${name} (${columns}) STRICT, WITHOUT ROWID;`)
    .join('')}
  CREATE INDEX phone_call_by_line ON phone_call (line);
  CREATE INDEX caller_by_digest ON caller (channel_id, digest);
  CREATE INDEX duty_by_meet ON duty (channel_id, meet_id);
`;

const versionOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

function create(db: DatabaseSync): void {
  inTransaction(db, () => {
    for (const table of ['checkpoint', ...TABLES]) db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.exec(SCHEMA);
    db.exec(`PRAGMA user_version = ${AGENDA_SCHEMA_VERSION}`);
  });
}

function inTransaction(db: DatabaseSync, change: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    change();
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
