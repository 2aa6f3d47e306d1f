import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AgendaEntry, Task } from './agenda-entry.ts';

/** What is to be done, on disk, and what has changed of it since the runner last looked. */
export interface Agenda {
  put(entry: AgendaEntry): void;
  /** Does nothing where there is no such entry. */
  remove(id: string): void;
  /** Removes the entry of this id and all whose id goes on from it with a slash. */
  removeUnder(id: string): void;
  /** It was done: removes it, without telling the runner, who told us. */
  complete(id: string): void;
  /** It goes on with another task; likewise. */
  update(id: string, task: Task): void;
  /** Everything, for a start. */
  all(): readonly AgendaEntry[];
  /** The ids that were put or removed since the last call, each with its entry as it now is, or undefined. */
  takeChanges(): ReadonlyMap<string, AgendaEntry | undefined>;
}

/** The agenda in the reactions' file. Writes join the transaction that is open, if one is. */
export function openAgenda(db: DatabaseSync): Agenda {
  const statements = {
    put: db.prepare('INSERT OR REPLACE INTO agenda VALUES (?, ?, ?, ?, ?, ?)'),
    remove: db.prepare('DELETE FROM agenda WHERE id = ?'),
    // An id's own slashes are encoded, and '0' is what follows '/'.
    removeUnder: db.prepare("DELETE FROM agenda WHERE id = ?1 OR (id > ?1 || '/' AND id < ?1 || '0') RETURNING id"),
    update: db.prepare('UPDATE agenda SET task = ? WHERE id = ?'),
    all: db.prepare('SELECT * FROM agenda'),
  };
  let changes = new Map<string, AgendaEntry | undefined>();

  return {
    put(entry) {
      const { id, channelId, task, dueAt, cause } = entry;
      statements.put.run(id, channelId, JSON.stringify(task), dueAt, cause.eventId, cause.correlationId);
      changes.set(id, entry);
    },
    remove(id) {
      statements.remove.run(id);
      changes.set(id, undefined);
    },
    removeUnder(id) {
      for (const row of statements.removeUnder.all(id)) changes.set(String(row['id']), undefined);
    },
    complete: (id) => void statements.remove.run(id),
    update: (id, task) => void statements.update.run(JSON.stringify(task), id),
    all: () => statements.all.all().map(toEntry),
    takeChanges() {
      const taken = changes;
      changes = new Map();
      return taken;
    },
  };
}

const toEntry = (row: Record<string, SQLOutputValue>): AgendaEntry => ({
  id: String(row['id']),
  channelId: String(row['channel_id']),
  // Only `put` and `update` write here, and a file of another version was emptied on opening.
  task: JSON.parse(String(row['task'])) as Task,
  dueAt: Number(row['due_at']),
  cause: { eventId: String(row['cause_event_id']), correlationId: String(row['correlation_id']) },
});
