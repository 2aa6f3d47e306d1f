import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Writable } from 'node:stream';
import { LOG_FILE_NAME } from '@meets/event-store/sqlite';
import { LogProblem } from './log-problem.ts';

/**
 * Writes the events of the streams that start with `prefix`, oldest first, as lines of JSON in the shape that
 * {@link verifyExport} reads; answers how many. Reads through a read-only connection, so a running server is not disturbed.
 */
export async function exportLog(dataDir: string, prefix: string, out: Writable): Promise<number> {
  const file = join(dataDir, LOG_FILE_NAME);
  if (!existsSync(file)) throw new LogProblem(`no event log at ${file}: name the server's directory with --data-dir`);
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = db
      .prepare('SELECT * FROM readable_event WHERE substr(stream, 1, length(?)) = ? ORDER BY position')
      .iterate(prefix, prefix);
    let count = 0;
    for (const row of rows) {
      count += 1;
      if (!out.write(`${lineOf(row)}\n`)) await once(out, 'drain');
    }
    return count;
  } finally {
    db.close();
  }
}

/** Data and metadata go out as the very texts that were stored and hashed. */
function lineOf(row: Record<string, unknown>): string {
  const { data, metadata, ...fields } = row;
  const head = JSON.stringify({
    position: fields['position'],
    stream: fields['stream'],
    version: fields['version'],
    id: fields['id'],
    type: fields['type'],
    schemaVersion: fields['schema_version'],
    occurredAt: fields['occurred_at'],
    recordedAt: fields['recorded_at'],
    hash: fields['hash'],
  });
  return `${head.slice(0, -1)},"data":${String(data)},"metadata":${String(metadata)}}`;
}
