import { GENESIS_HASH } from '../hash-chain.ts';
import { eventIdOf } from '../event-id.ts';
import type { NewRow } from '../sqlite/event-row.ts';
import { sealEnvelope } from '../stored-event.ts';

const AT = '2026-01-31T09:00:00.000Z';

/** A row as the embedded engine writes it, of an event that says `text`. */
export function newRow(position: number, stream: string, version: number, text = ''): NewRow {
  const id = eventIdOf(`command-${position}`, 0);
  const envelope = sealEnvelope({ id, occurredAt: AT, recordedAt: AT, hash: GENESIS_HASH, schemaVersion: 1 });
  return [position, stream, version, 'SomethingHappened', envelope, JSON.stringify({ text }), '{}'];
}
