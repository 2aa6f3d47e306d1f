import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SQLOutputValue, StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import { EventStoreUnavailable } from '../port.ts';
import { createPrivateFile } from '../private-file.ts';
import { RecentMap } from '../recent-map.ts';
import { newPersonKey } from './memory-person-keys.ts';
import type { PersonKey, PersonKeys } from './person-keys.ts';
import { PersonKeysClosed } from './person-keys.ts';

/** How many keys are kept in memory at the least; it holds up to twice as many. */
export const PERSON_KEY_CACHE = 10_000;

export interface SqlitePersonKeysOptions {
  /** The keys' file, made where there is none, readable by its owner only. Keep it apart from the log's backups. */
  readonly file: string;
}

/**
 * Person keys in a SQLite file of their own. Keys made in one turn of the event loop share one fsync. Forgetting
 * overwrites the key with zeros (`secure_delete`) and then empties the write-ahead log, so that no copy of it is left in
 * either file; backups of the file, and what a disk keeps of overwritten blocks, are beyond its reach.
 */
export function openSqlitePersonKeys({ file }: SqlitePersonKeysOptions): PersonKeys {
  const path = resolve(file);
  createPrivateFile(path);
  return new SqlitePersonKeys(path);
}

class SqlitePersonKeys implements PersonKeys {
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #selectById: StatementSync;
  readonly #selectByPerson: StatementSync;
  readonly #cache = new RecentMap<string, PersonKey>(PERSON_KEY_CACHE);
  /** Keys of this turn of the event loop, by person: not on disk yet. */
  #fresh = new Map<string, PersonKey>();
  /** Resolves when the fresh keys are on disk. */
  #storing: Promise<void> | undefined;

  constructor(path: string) {
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    this.#db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS person_key (id TEXT PRIMARY KEY, person TEXT NOT NULL UNIQUE, secret BLOB NOT NULL) STRICT;
    `);
    this.#insert = this.#db.prepare('INSERT INTO person_key (id, person, secret) VALUES (?, ?, ?)');
    this.#selectById = this.#db.prepare('SELECT id, secret FROM person_key WHERE id = ?');
    this.#selectByPerson = this.#db.prepare('SELECT id, secret FROM person_key WHERE person = ?');
  }

  async keyFor(person: string): Promise<PersonKey> {
    this.#checkOpen();
    const known = keyOf(this.#selectByPerson.get(person));
    if (known) return known;
    const key = this.#fresh.get(person) ?? newPersonKey();
    this.#fresh.set(person, key);
    this.#storing ??= this.#storeFresh();
    await this.#storing;
    return key;
  }

  find(keyId: string): PersonKey | undefined {
    this.#checkOpen();
    const cached = this.#cache.get(keyId);
    if (cached) return cached;
    const key = keyOf(this.#selectById.get(keyId));
    if (key) this.#cache.set(keyId, key);
    return key;
  }

  /** This process is the only one that makes keys in this file. */
  async reach(): Promise<void> {
    this.#checkOpen();
  }

  async forget(person: string, keyIds?: ReadonlySet<string>): Promise<boolean> {
    this.#checkOpen();
    await this.#storing;
    this.#checkOpen();
    const key = keyOf(this.#selectByPerson.get(person));
    if (!key || keyIds?.has(key.id) === false) return false;
    this.#db.prepare('DELETE FROM person_key WHERE person = ?').run(person);
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#cache.get(key.id)?.secret.fill(0);
    this.#cache.delete(key.id);
    return true;
  }

  async close(): Promise<void> {
    await this.#storing;
    if (this.#db.isOpen) this.#db.close();
  }

  async #storeFresh(): Promise<void> {
    await nextTurn();
    const fresh = this.#fresh;
    this.#fresh = new Map();
    this.#storing = undefined;
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      for (const [person, key] of fresh) this.#insert.run(key.id, person, key.secret);
      this.#db.exec('COMMIT');
    } catch (cause) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw new EventStoreUnavailable(`keys of ${fresh.size} persons could not be stored`, { cause });
    }
  }

  #checkOpen(): void {
    if (!this.#db.isOpen) throw new PersonKeysClosed('the person keys were closed');
  }
}

function keyOf(row: Record<string, SQLOutputValue> | undefined): PersonKey | undefined {
  const id = row?.['id'];
  const secret = row?.['secret'];
  // The table is STRICT; a row without these is no row.
  return typeof id === 'string' && ArrayBuffer.isView(secret) ? { id, secret } : undefined;
}
